"""What are rows called that have no id? By their line, where rows and not customers are what is learned from."""

from typing import Any

from coterie.engine import Engine, Frame, ident
from coterie.intake.reading import read

ROW = "row id"


def numbered(engine: Engine, source: Any) -> Frame:
    """The rows of a source with one more column that names each by its place: "row 0000001".

    source    a path, folder or glob, or a data frame.
    Returns   a frame that ``load`` takes as customers. Its ids follow the order of the rows, so shuffled rows get other
              ids; everything else is as in the source.
    Raises    DataRefused where the source cannot be read.
    """
    raw = read(engine, source, "raw_rows")
    taken = {ROW}
    parts = []
    for column in raw.columns:
        name = column.name if column.name not in taken else f"{column.name} ({column.position})"
        taken.add(name)
        parts.append(f"c{column.position} AS {ident(name)}")
    place = "lpad(CAST(row_number() OVER (ORDER BY file, line) AS VARCHAR), 7, '0')"
    sql = f"SELECT 'row ' || {place} AS {ident(ROW)}, {', '.join(parts)} FROM {ident(raw.name)}"
    return engine.arrow(sql, order_by=[ROW])
