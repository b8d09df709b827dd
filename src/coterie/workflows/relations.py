"""Which traits go together? For whoever shows a dataset."""

from typing import Any

from coterie import features
from coterie.workflows.browse import OpenStudy

SHOWN = 8


def relations(study: OpenStudy, trait: str, count: int = SHOWN) -> list[dict[str, Any]]:
    """The traits whose ranks go together with those of a trait most closely, over all customers of a study.

    Returns    name, label, ``correlation`` (-1 to 1), ``customers`` who have both; [] for a trait that is no number.
    """
    numbers = {each.name: each.label for each in study.fields if each.kind == "numeric"}
    if trait not in numbers:
        return []
    rows = study.rows()
    columns = {name: features.numbers_of(rows[name]) for name in numbers if name in rows}
    return [
        {"name": name, "label": numbers[name], "correlation": value, "customers": n}
        for name, value, n in features.relations(columns, trait)[:count]
    ]
