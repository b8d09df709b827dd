"""Which SQL reads a cell as what its canonical column wants: id, text, money, quantity, moment, number or flag?

A cell becomes two columns of the step: ``<name>__cell``, cleaned and NULL where blank, and ``<name>``, the value, NULL
where the cell is blank or cannot be read. So a step can tell a blank cell from an unreadable one.
"""

from coterie.intake.dates import sql_moment
from coterie.intake.numbers import is_numeric, is_whole, sql_number, text_of
from coterie.intake.reading import RawColumn
from coterie.terms import MONEY_SCALE, Column, ColumnMap

MOST = 1_000_000_000_000  # no price, amount or quantity of an order line is larger
YES = ("1", "true", "t", "yes", "y", "ja", "j", "oui", "o", "si", "sí", "s", "x", "wahr", "vrai", "verdadero")
NO = ("0", "false", "f", "no", "n", "nein", "non", "falsch", "faux", "falso")


def cell(raw: RawColumn, column: Column) -> str:
    """SQL: the cell cleaned, in its own type where the source carries types; NULL where it is blank."""
    name = f"c{raw.position}"
    if column.type in ("money", "quantity", "number", "moment") and raw.type != "text":
        return f"nullif({name}, cast('nan' as {raw.type}))" if raw.type in ("DOUBLE", "FLOAT") else name
    if column.type == "id" and raw.type.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
        whole = f"try_cast({name} as bigint)"
        return (
            f"case when {whole} = {name} then cast({whole} as varchar) else nullif(cast({name} as varchar), 'nan') end"
        )
    if column.type == "text":
        # "None" and "-" can be names of things; only what export programs write for nothing is nothing.
        text = f"trim({name})" if raw.type == "text" else f"trim(cast({name} as varchar))"
        blank = f"lower({text}) in ('', 'nan', 'null', '<na>')"
        return f"case when length({text}) > 4 then {text} when {blank} then null else {text} end"
    return text_of(name, raw.type)


def value(raw: RawColumn, column: Column, how: ColumnMap, of: str) -> str:
    """SQL: the value of a cleaned cell ``of``.

    id        text; "12345.0" is "12345", for a number column that lost its type; e-mails in lower case.
    money     whole ten-thousandths, rounded half away from zero; NULL beyond one million million.
    quantity  three decimals; number: double; flag: true or false; moment: timestamp without zone.
    """
    kind = raw.type
    if column.type == "id":
        return of if is_numeric(kind) else _id(of, column)
    if column.type == "moment":
        return sql_moment(of, "text" if kind == "text" else kind, how.date)
    if column.type == "flag":
        yes, no = (", ".join(f"'{w}'" for w in words) for words in (YES, NO))
        return f"case when lower({of}) in ({yes}) then true when lower({of}) in ({no}) then false end"
    if column.type == "text":
        return f"upper({of})" if column.name == "currency" else of
    number = sql_number(of, kind, how.decimal)
    if column.type == "money":
        return _money(of, kind, number)
    if column.type == "quantity":
        if is_whole(kind):
            return f"case when {of} between -{MOST} and {MOST} then cast({of} as decimal(18,3)) end"
        return f"case when abs({number}) <= {MOST} then cast(round({number}, 3) as decimal(18,3)) end"
    return f"cast({number} as double)"


def _money(of: str, kind: str, number: str) -> str:
    """SQL: ten-thousandths of a number, through decimals only where that can make a difference.

    A double that lies clearly nearer to one ten-thousandth than to the next is rounded to it either way, and decimals
    of 28 digits take twenty times as long.
    """
    if is_whole(kind):
        return f"case when {of} between -{MOST} and {MOST} then cast({of} as bigint) * {MONEY_SCALE} end"
    exact = f"case when abs({number}) <= {MOST} then cast(round({number} * {MONEY_SCALE}, 0) as bigint) end"
    if kind != "DOUBLE":
        return exact
    scaled, nearest = f"{of} * {MONEY_SCALE}e0", f"floor({of} * {MONEY_SCALE}e0 + 0.5e0)"
    clear = f"abs({of}) <= 1e9 and abs({scaled} - {nearest}) < 0.25e0"
    return f"case when {clear} then cast({nearest} as bigint) else {exact} end"


def _id(of: str, column: Column) -> str:
    bare = f"left({of}, length({of}) - 2)"
    mail = f"when {of} like '%@%' then lower({of}) " if column.name == "customer_id" else ""
    return f"case {mail}when {of} like '%.0' and try_cast({bare} as bigint) is not null then {bare} else {of} end"


def too_large(raw: RawColumn, how: ColumnMap, of: str) -> str:
    """SQL: whether a cleaned cell is a number, and larger than any."""
    return f"abs({sql_number(of, raw.type, how.decimal)}) > {MOST}"


def row_text(columns: int | list[RawColumn]) -> str:
    """SQL: the row as one text, its cells joined by commas."""
    positions = range(1, columns + 1) if isinstance(columns, int) else [c.position for c in columns]
    cells = ", ".join(f"coalesce(cast(c{p} as varchar), '')" for p in positions)
    return f"concat_ws(',', {cells})" if cells else "''"


def blanks(columns: list[RawColumn]) -> str:
    """SQL: how many cells of the row are blank."""
    parts = (f"case when {text_of(f'c{c.position}', c.type)} is null then 1 else 0 end" for c in columns)
    return " + ".join(parts) or "0"


def numeric(raw: RawColumn) -> bool:
    """Whether the source itself says that the column is a number."""
    return is_numeric(raw.type)
