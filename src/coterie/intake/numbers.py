"""How is a number written, and which SQL expression reads it?

A number may have spaces, a currency sign or code, brackets or a trailing minus for negative, and thousands in groups.
What is not wholly a number so written is unreadable: nothing is stripped until something is left over.
"""

import re

from coterie.terms.mapping import Decimal

BLANK_WORDS = ("", "nan", "null", "none", "na", "n/a", "#n/a", "nat", "<na>", "-", "--")
EXACT = "DECIMAL(28,8)"

CURRENCY = (
    r"(?:R\$|US\$|[$€£¥₹₺₽₩₪฿]|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|JPY|CAD|AUD|INR|CZK|HUF|BRL|MXN|TRY|ZAR|NZD|SGD|HKD|CNY|RUB"
    r"|eur|usd|gbp|chf|kr|Kr|Kč|Ft|zł|lei|Fr)"
)
_THIN = "\u00a0\u202f\u2009"  # the spaces that cannot be broken
_SPACE = f"[ \t{_THIN}]"
_MINUS = "[-\u2212\u2013]"


def pattern(decimal: Decimal) -> str:
    """The regular expression (RE2 and Python alike) of a whole number as written with that decimal mark."""
    mark, group = (r"\.", ",") if decimal == "." else (",", r"\.")
    thousands = rf"[1-9][0-9]{{0,2}}(?:[{group}'’ {_THIN}][0-9]{{3}})+"
    lakhs = r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"  # as India groups: 1,23,456.50
    plain = r"[0-9]+"
    whole = rf"{thousands}|{lakhs}|{plain}" if decimal == "." else rf"{thousands}|{plain}"
    body = rf"(?:(?:{whole})(?:{mark}[0-9]*)?|{mark}[0-9]+)"
    sign = rf"(?:[+]|{_MINUS})"
    front = rf"(?:{sign}?{_SPACE}*{CURRENCY}?|{CURRENCY}{_SPACE}*{sign})"
    return (
        rf"{_SPACE}*\(?{_SPACE}*{front}{_SPACE}*"
        rf"{body}{_SPACE}*{CURRENCY}?{_SPACE}*{_MINUS}?\)?{_SPACE}*"
    )


_WHOLE = {mark: re.compile(pattern(mark)) for mark in (".", ",")}
_MARKED = re.compile(r"[0-9][.,][0-9]|^[.,][0-9]")


def reads(cell: str, decimal: Decimal) -> bool:
    """Whether the cell is wholly a number with that decimal mark.

    >>> reads("1,234.56", "."), reads("1,234.56", ","), reads("(€ 12,50)", ","), reads("12 pcs", ".")
    (True, False, True, False)
    """
    return _WHOLE[decimal].fullmatch(cell) is not None


def has_mark(cell: str) -> bool:
    """Whether a point or comma stands in the cell next to digits, so that the decimal mark matters."""
    return _MARKED.search(cell) is not None


def text_of(cell: str, kind: str) -> str:
    """SQL: the cell as trimmed text, NULL where it is blank or a word for blank (nan, null, n/a)."""
    as_text = f"trim({cell})" if kind == "text" or kind.startswith("VARCHAR") else f"trim(cast({cell} as varchar))"
    if is_numeric(kind) and not kind.startswith(("DOUBLE", "FLOAT", "REAL")):
        return f"cast({cell} as varchar)"
    # No word for blank has more than four letters, so that most cells are settled by their length.
    blank = f"strpos('|{'|'.join(BLANK_WORDS)}|', '|' || lower({as_text}) || '|') > 0"
    return f"case when length({as_text}) > 4 then {as_text} when {blank} then null else {as_text} end"


def sql_number(cell: str, kind: str, decimal: Decimal) -> str:
    """SQL: the exact number of a cell as DECIMAL(28,8), NULL where it is blank or unreadable.

    cell       SQL of the raw cell.
    kind       its type: "text" or the engine's name of it.
    decimal    the decimal mark of text.
    """
    if is_numeric(kind):
        return f"try_cast({cell} as {EXACT})"
    if kind == "BOOLEAN":
        return f"cast(cast({cell} as integer) as {EXACT})"
    kept = "[^0-9.]" if decimal == "." else "[^0-9,]"
    digits = f"regexp_replace({cell}, '{kept}', '', 'g')"
    if decimal == ",":
        digits = f"replace({digits}, ',', '.')"
    whole = pattern(decimal).replace("'", "''")
    minus = f"regexp_matches({cell}, '[(]|{_MINUS}')"
    careful = (
        f"case when regexp_full_match({cell}, '{whole}') "
        f"then try_cast({digits} as {EXACT}) * (case when {minus} then -1 else 1 end) end"
    )
    if decimal == ".":
        return f"coalesce(try_cast({cell} as {EXACT}), {careful})"
    return f"case when regexp_full_match({cell}, '-?[0-9]+') then try_cast({cell} as {EXACT}) else {careful} end"


def is_numeric(kind: str) -> bool:
    """Whether a type of the engine is a number."""
    return kind.startswith(("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT", "REAL")) or (
        "INT" in kind and "INTERVAL" not in kind
    )


def is_whole(kind: str) -> bool:
    """Whether a type of the engine holds whole numbers that fit into 64 bits."""
    return kind in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")


def decide(points: int, commas: int, marked: int, grouped: int) -> Decimal | None:
    """The decimal mark of a column from counts over all its rows; None where it cannot be told.

    points     cells that a decimal point reads; commas: that a decimal comma reads.
    marked     cells with a point or comma; grouped: cells with a point before exactly three digits ("1.234").

    >>> decide(10, 4, 6, 0), decide(4, 10, 6, 0), decide(10, 10, 0, 0)
    ('.', ',', '.')
    >>> decide(10, 10, 6, 6) is None, decide(10, 10, 6, 0)
    (True, '.')
    """
    if points != commas or not marked:
        return "." if points >= commas else ","
    # All cells read both ways: "1,234" alone is thousands (three decimals in every cell are rare), "1.234" may be both.
    return None if grouped else "."
