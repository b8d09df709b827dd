"""Which customers does a list name? The ids in a file or frame that somebody else made."""

from coterie.engine import Engine
from coterie.intake.cells import cell, value
from coterie.intake.names import likeness
from coterie.intake.reading import RawColumn, RawTable, read
from coterie.terms import SPECS, ColumnMap, Problem, WrongWords

TABLE = "listed_ids"


def listed_ids(engine: Engine, source: object) -> tuple[tuple[str, ...], str]:
    """The ids of a list, each once, sorted, cleaned as intake cleans the ids of customers; and what heads them.

    source    path or frame with one row a customer: the only column, or the one named most like a customer's id.
    Returns   the ids, and the name of their column: in a file of bare ids the first of them may be taken for a name.
    Raises    WrongWords (COT-112, COT-126, COT-203) where no column can be told; DataRefused for a file out of order.
    """
    raw = read(engine, source, TABLE)
    column = _column(raw)
    spec = next(each for each in SPECS["customers"].columns if each.name == "customer_id")
    text = value(column, spec, ColumnMap(spec.name, column.name), "cleaned")
    sql = f"SELECT {text} AS id FROM (SELECT {cell(column, spec)} AS cleaned FROM {TABLE}) AS cells"
    found = engine.collect(f"SELECT id FROM ({sql}) AS ids WHERE id IS NOT NULL GROUP BY id", order_by=["id"])
    return tuple(str(each) for each in found["id"].tolist()), column.name


def _column(raw: RawTable) -> RawColumn:
    if len(raw.columns) == 1:
        return raw.columns[0]
    fits = [(likeness("customers", "customer_id", each.name), -each.position, each) for each in raw.columns]
    best = max(fits, key=lambda each: each[:2])
    if best[0] <= 0:
        names = ", ".join(each.name for each in raw.columns[:8])
        raise WrongWords(Problem("COT-126", f"none of the columns {names} is named as a customer's id"))
    return best[2]
