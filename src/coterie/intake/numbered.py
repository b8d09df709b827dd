"""What are rows called that have no id? By their line, where each row stands for a customer and none is named."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from coterie.engine import Engine, Frame, ident
from coterie.intake.load import load
from coterie.intake.reading import read
from coterie.terms import Check, DataRefused, Dataset, Progress, Words

ROW = "row id"
NO_ID, BY_PLACE = "COT-302", "COT-541"


def load_by_place(
    engine: Engine, sources: Mapping[str, Any], words: Words, progress: Progress, *, as_of: date | None = None
) -> Dataset:
    """The dataset; rows of a lone customers source that names no customer are called by their place, with a warning.

    Arguments and errors are those of ``load``. With other sources beside it nothing could be joined by place: then a
    source without ids is refused (COT-302).
    """
    try:
        return load(engine, sources, words, progress, as_of=as_of)
    except DataRefused as refused:
        if set(sources) != {"customers"} or {problem.code for problem in refused.problems} != {NO_ID}:
            raise
    called = {**words.columns.get("customers", {}), "customer_id": ROW}
    words = replace(words, columns={**words.columns, "customers": called})
    dataset = load(engine, {"customers": numbered(engine, sources["customers"])}, words, progress)
    rows = dataset.tables["customers"].account.accepted
    found = f"no column names the customer, so each of {rows:,} rows counts as one, called by its place"
    check = Check(BY_PLACE, "warn", found, "customers", "customer_id", rows)
    return replace(dataset, quality=dataset.quality.with_checks(check))


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
