"""What do the values of a column look like? Facts from a sample that does not depend on the order of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from coterie.engine import Engine, Step
from coterie.intake.dates import candidates, is_moment
from coterie.intake.numbers import is_numeric, is_whole, reads, text_of
from coterie.intake.reading import RawColumn, RawTable

SAMPLE_ROWS = 20_000
TOGETHER = 20  # columns looked at in one query: the different cells of them all are in memory at once
CELLS = 400  # different cells of a column that are looked at one by one


@dataclass(frozen=True)
class ColumnFacts:
    """What the sample says of one column.

    filled      share of cells that are not blank.
    distinct    different cells; ``count`` cells that are not blank.
    cells       up to 400 of the different cells, as cleaned text, in an order that depends on nothing but the cells.
    numeric     share of ``cells`` that are numbers with a point or a comma; dates: that could be dates.
    whole       whether all numbers among them are whole.
    mails       share that hold an at sign between letters and a domain.
    length      mean length of the cells in characters.
    """

    column: RawColumn
    filled: float
    count: int
    distinct: int
    cells: tuple[str, ...]
    numeric: float
    dates: float
    whole: bool
    mails: float
    length: float

    @property
    def unique(self) -> bool:
        """Whether no cell repeats."""
        return self.count > 1 and self.distinct == self.count

    @property
    def moment(self) -> bool:
        """Whether the source itself says that these are dates."""
        return is_moment(self.column.type)

    @property
    def examples(self) -> tuple[str, ...]:
        """Three cells to show, e-mails without the name of their owner."""
        return tuple(dict.fromkeys(veiled(c) for c in self.cells[:3]))


def veiled(cell: str) -> str:
    """The cell, or only its first letter and domain where it is an e-mail address.

    >>> veiled("ann@example.com"), veiled("12345")
    ('a...@example.com', '12345')
    """
    name, at, domain = cell.rpartition("@")
    return f"{name[:1]}...@{domain}" if at and "." in domain and " " not in cell else cell


def look(engine: Engine, raw: RawTable) -> tuple[ColumnFacts, ...]:
    """Facts of every column, from all rows or from a sample drawn by the hash of the rows' content."""
    name = f"{raw.name}_sample"
    rows = engine.run(_sample_step(name, raw, _telling(raw)))
    if raw.rows > 2 * SAMPLE_ROWS and not 0.9 * SAMPLE_ROWS < (rows or 0) < 1.1 * SAMPLE_ROWS:
        rows = engine.run(_sample_step(name, raw, raw.columns))  # too many rows are alike in those columns
    texts = [text_of(f"c{c.position}", c.type) for c in raw.columns]
    rows = rows or 0
    found: list[_Cells] = []
    for first in range(0, len(texts), TOGETHER):
        found += _cells(engine, name, texts[first : first + TOGETHER])
    facts = [_facts(column, rows, cells) for column, cells in zip(raw.columns, found, strict=True)]
    engine.drop(name)
    return tuple(facts)


def _telling(raw: RawTable) -> Sequence[RawColumn]:
    """The columns whose cells are cheaply written as text: no moments, no fractions. All where fewer than two are."""
    found = [c for c in raw.columns if not (is_numeric(c.type) and not is_whole(c.type)) and not is_moment(c.type)]
    return found if len(found) > 1 else raw.columns


def _sample_step(name: str, raw: RawTable, by: Sequence[RawColumn]) -> Step:
    where = ""
    if raw.rows > 2 * SAMPLE_ROWS:
        # The first digits of a hash are as good as dice, and the same for every order of the rows.
        edge = f"{int(16**6 * SAMPLE_ROWS / raw.rows):06x}"
        cells = ", ".join(f"cast(c{c.position} as varchar)" for c in by[:8])
        where = f" where md5(concat_ws('|', {cells})) < '{edge}'"
    return Step(name, f"select * from {raw.name}{where}", "Rows whose hash is small: what the guesses are made from.")


@dataclass
class _Cells:
    """The different cells of a column that are looked at, how many are filled, and how many differ."""

    shown: list[str]
    count: int = 0
    distinct: int = 0


def _cells(engine: Engine, name: str, texts: list[str]) -> list[_Cells]:
    """The cells of some columns, all from one pass: every row becomes one row a column."""
    found = [_Cells([]) for _ in texts]
    places = ", ".join(str(place) for place in range(len(texts)))
    rows = engine.rows(
        f"with cells as (select unnest([{places}]) as place, unnest([{', '.join(texts)}]) as t from {name}), "
        "different as (select place, t, count(*) as n from cells where t is not null group by place, t), "
        "ranked as (select place, t, sum(n) over (partition by place) as filled, "
        "count(*) over (partition by place) as others, "
        "row_number() over (partition by place order by md5(t), t) as rank from different) "
        f"select place, t, filled, others from ranked where rank <= {CELLS} order by place, rank"
    )
    for place, text, count, distinct in rows:
        cells = found[place]
        cells.shown.append(str(text))
        cells.count, cells.distinct = int(count), int(distinct)
    return found


def _facts(column: RawColumn, rows: int, looked: _Cells) -> ColumnFacts:
    cells = tuple(looked.shown)
    n = max(len(cells), 1)
    typed = is_numeric(column.type)
    numbers = [c for c in cells if typed or reads(c, ".") or reads(c, ",")]
    return ColumnFacts(
        column=column,
        filled=looked.count / rows if rows else 0.0,
        count=looked.count,
        distinct=looked.distinct,
        cells=cells,
        numeric=1.0 if typed else len(numbers) / n,
        dates=1.0 if is_moment(column.type) else sum(1 for c in cells if candidates(c)) / n,
        whole=all(_is_whole(c) for c in numbers),
        mails=sum(1 for c in cells if "@" in c and "." in c.rpartition("@")[2]) / n,
        length=sum(len(c) for c in cells) / n,
    )


def _is_whole(cell: str) -> bool:
    bare = cell.removesuffix(".0").lstrip("-")
    return bare.isdigit()
