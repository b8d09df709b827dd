"""How is a list of customers written into one file? As CSV that no spreadsheet runs, as Parquet, or as JSON."""

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from coterie.engine import Engine
from coterie.report.files import guarded, plain
from coterie.report.tables import Columns, rounded
from coterie.terms import CustomerTable, Placed, Problem, SavedStudy, Worth, WrongWords

ENDINGS = (".csv", ".parquet", ".json")
STAGE = "lifecycle_stage"
_VALUES = {"expected_orders": 6, "p_alive": 6, "clv": 2, "clv_low": 2, "clv_high": 2}


def check_ending(path: Path) -> None:
    """Raise WrongWords (COT-121) unless the name ends in a kind of file that can be written."""
    if path.suffix.lower() not in ENDINGS:
        raise WrongWords(Problem("COT-121", f"the file {path} ends in {path.suffix or 'nothing'!r}"))


def write_list(columns: Columns, engine: Engine, path: Path, order_by: str = "customer_id") -> None:
    """Write columns of one length into a file, sorted by a unique column.

    engine    writes CSV and Parquet; a text that a spreadsheet would run as a formula gets an apostrophe in CSV.
    path      ends in .csv, .parquet or .json (one list of objects).
    Raises    WrongWords (COT-121) for another ending.
    """
    check_ending(path)
    if path.suffix.lower() == ".json":
        order = np.argsort(columns[order_by].astype(str), kind="stable")
        lists = {name: _listed(values, order) for name, values in columns.items()}
        rows = [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
        path.write_text(json.dumps(plain(rows), indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        return
    is_csv = path.suffix.lower() == ".csv"
    engine.add_frame("report_list", guarded(columns) if is_csv else columns)
    write = engine.write_csv if is_csv else engine.write_parquet
    write("SELECT * FROM report_list", path, order_by=[order_by])


def scored_columns(study: SavedStudy, table: CustomerTable, placed: Placed, worth: Worth | None) -> Columns:
    """One row a customer: segment with its name, how surely, in which state and stage, and the value with its bounds.

    table    the customers that were placed, ascending by id; the stage is there where it has a lifecycle stage.
    """
    ids = table.ids
    known = _known(study, placed)
    out: Columns = {
        "customer_id": np.asarray(ids, dtype=object),
        "state": np.asarray(placed.state, dtype=object),
        "segment": _texts([None if each is None else each[0] for each in known]),
        "segment_name": _texts([None if each is None else each[1] for each in known]),
        "confidence": rounded(placed.probability, 6),
    }
    if STAGE in table.columns:
        out[STAGE] = _texts(table.columns[STAGE].tolist())
    if placed.memberships is not None:
        out |= {f"membership_{i}": rounded(placed.memberships[:, j], 6) for j, i in enumerate(study.ids)}
    if worth is not None:
        at = np.array(_places(ids, worth), dtype=np.int64)
        for name, digits in _VALUES.items():
            out[name] = rounded(np.append(getattr(worth, name), np.nan)[at], digits)
    return out


def scored_rows(study: SavedStudy, ids: Any, placed: Placed, worth: Worth | None) -> list[dict[str, Any]]:
    """The same as plain rows, in the order of ``ids``: what is unknown is None, memberships stand by segment."""
    values: dict[str, list[float | None]] = {name: [None] for name in _VALUES}
    at = [-1] * len(placed.labels)
    if worth is not None:
        at = _places(ids, worth)
        values = {name: [*_told(getattr(worth, name), digits), None] for name, digits in _VALUES.items()}
    told: list[Any] = [None] * len(at)
    if placed.memberships is not None:
        members = [_told(placed.memberships[:, j], 6) for j in range(len(study.ids))]
        told = [dict(zip(study.ids, row, strict=True)) for row in zip(*members, strict=True)]
    rows = []
    of_each = zip(ids, placed.state, _known(study, placed), _told(placed.probability, 6), at, told, strict=True)
    for customer, state, known, confidence, row, shares in of_each:
        segment, name = known or (None, None)
        rows.append(
            {
                "state": state,
                "segment": segment,
                "segment_name": name,
                "confidence": confidence,
                **{metric: column[row] for metric, column in values.items()},
                "id": customer,
                "memberships": None if segment is None else shares,
            }
        )
    return rows


def scored_summary(study: SavedStudy, table: CustomerTable, placed: Placed) -> dict[str, Any]:
    """How many customers were scored, in which state, segment and stage, as of which day, with the notes."""
    labels, window = placed.labels, table.window
    stages = Counter(each for each in table.columns.get(STAGE, np.array([])).tolist() if each is not None)
    return {
        "study": str(study.folder),
        "as_of": None if window is None else window.as_of.isoformat(),
        "customers": len(labels),
        "states": {state: int((placed.state == state).sum()) for state in sorted(set(placed.state.tolist()))},
        "segments": [
            {"id": each, "name": name, "customers": int((labels == g).sum())}
            for g, (each, name) in enumerate(study.segments)
        ],
        "stages": dict(sorted(stages.items())),
        "notes": list(placed.notes),
    }


def scored_lines(study: SavedStudy, table: CustomerTable, placed: Placed) -> list[str]:
    """The same for a terminal."""
    found = scored_summary(study, table, placed)
    day = f" as of {found['as_of']}" if found["as_of"] else ""
    out = [f"{_counted(found['customers'])}{day}, by the models of {study.folder}"]
    out += [f"  {each['customers']:>9,}  {each['name']}" for each in found["segments"] if each["customers"]]
    gone = found["states"].get("not enough data yet", 0)
    out += [f"  {gone:>9,}  not enough data yet"] if gone else []
    new = found["stages"].get("new", 0)
    out += [f"  {new:>9,}  of these new: a single day of orders so far, so their group is a first guess"] if new else []
    return out + list(placed.notes)


def _known(study: SavedStudy, placed: Placed) -> list[tuple[str, str] | None]:
    """Id and name of each customer's segment."""
    return [None if label < 0 else study.segments[label] for label in placed.labels.tolist()]


def _places(ids: Any, worth: Worth) -> list[int]:
    """The row of each customer among the values; -1 for one who has none."""
    place = {str(i): row for row, i in enumerate(worth.ids.tolist())}
    return [place.get(str(i), -1) for i in ids]


def _told(values: Any, digits: int) -> list[float | None]:
    """A column as ``rounded`` has it, as plain numbers; None for what is masked there."""
    found = np.round(np.asarray(values, dtype=np.float64), digits) + 0.0
    return [value if math.isfinite(value) else None for value in found.tolist()]


def _counted(customers: int) -> str:
    return f"{customers:,} customer{'' if customers == 1 else 's'}"


def _listed(values: Any, order: Any) -> list[Any]:
    found = values[order]
    return [None if v is np.ma.masked else v for v in found.tolist()]


def _texts(values: list[Any]) -> Any:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out
