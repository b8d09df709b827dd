"""What did an import find? Reasons grouped by what puts them right, and the rows behind them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from coterie.studio.projects import uploads
from coterie.studio.projects.models import Dataset
from coterie.studio.shell.formats import share
from coterie.terms import CODES

CODE = re.compile(r"\((COT-4\d\d|COT-2\d\d)\)\s*$")
PARTS = ("accepted", "rejected", "duplicate")
SIZE = 25
GRADES = {"block": 0, "warn": 1, "info": 2}


def account_of(dataset: Dataset) -> dict[str, Any]:
    """Rows and money of all kinds, each kind with its own, and whether they sum to what was read."""
    kinds = [{"kind": kind, **each, "said": _said(each)} for kind, each in (dataset.account or {}).items()]
    total = {part: sum(int(each.get(part) or 0) for each in kinds) for part in ("read", *PARTS)}
    ties = all(each["read"] == sum(each[part] for part in PARTS) for each in kinds)
    return {"kinds": kinds, **total, "ties": ties, "money": any(each.get("amount_read") for each in kinds)}


def _said(each: dict[str, Any]) -> dict[str, str]:
    """Amounts as finance writes them: nothing is shortened, so that they can be compared."""
    amounts = {part: each.get(f"amount_{part}") or 0.0 for part in ("read", *PARTS)}
    return {part: f"{amount:,.2f}".replace("-", "\u2212") for part, amount in amounts.items()}


def repairs(dataset: Dataset) -> list[dict[str, Any]]:
    """The reasons for which rows were left out, grouped by what puts them right; most rows first."""
    groups: dict[str, dict[str, Any]] = {}
    for check in dataset.checks:
        code = code_of(check)
        if not code:
            continue
        remedy = CODES[code].remedy if code in CODES else ""
        group = groups.setdefault(remedy, {"remedy": plainly(remedy), "reasons": [], "rows": 0})
        title = CODES[code].title if code in CODES else check["title"]
        group["reasons"].append({**check, "code": code, "title": title})
        group["rows"] += check["count"]
    return sorted(groups.values(), key=lambda group: -group["rows"])


def noticed(dataset: Dataset) -> list[dict[str, Any]]:
    """Everything else that was noticed, what matters most first."""
    found = [check for check in dataset.checks if not code_of(check)]
    return sorted(found, key=lambda check: GRADES.get(check["grade"], 3))


def code_of(check: dict[str, Any]) -> str:
    """The reason of rows that were left out, "" for any other check.

    >>> code_of({"found": "1 of 7 rows of orders: unreadable number (COT-404)"})
    'COT-404'
    """
    found = CODE.search(check["found"])
    return found[1] if found else ""


def plainly(remedy: str) -> str:
    """What to do, without the words of the command line.

    >>> plainly("Mend the cells, or name the format with --map")
    'Mend the cells, or choose how they are written under Columns'
    """
    said = re.sub(r"(name|give|set|correct) (it|the format|the column)?\s*with --map\S*( \S+=\S+)?", _MAP, remedy)
    return re.sub(r"--\w+( \w+)?", "an option", said)


_MAP = "choose how they are written under Columns"


def headline(account: dict[str, Any], groups: list[dict[str, Any]]) -> str:
    """What was taken and the chief reason for the rest, in one sentence."""
    if account["accepted"] == account["read"]:
        return f"All {account['read']:,} rows are in"
    left = account["rejected"] + account["duplicate"]
    said = f"{account['accepted']:,} of {account['read']:,} rows are in"
    if not groups:
        return f"{said}; {left:,} were left out"
    first = max((reason for group in groups for reason in group["reasons"]), key=lambda reason: reason["count"])
    part = share(first["count"] / left).replace("\u00a0", " ") if left else ""
    whole = "all" if first["count"] == left else part
    return f"{said}; {left:,} were left out, {whole} for one reason: {first['title'][0].lower()}{first['title'][1:]}"


def file_of(dataset: Dataset, name: str = "rejected.csv") -> Path:
    """A file of the dataset's folder."""
    return uploads.inside(dataset.folder) / name


def rows_left_out(dataset: Dataset) -> Iterator[dict[str, str]]:
    """The rows that were not taken, one after the other."""
    path = file_of(dataset)
    if not path.is_file():
        return
    csv.field_size_limit(2**24)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def left_by_file(dataset: Dataset) -> Counter[str]:
    """How many rows of each file were left out for a reason and stand there as they were brought."""
    path = file_of(dataset)
    if not path.is_file():
        return Counter()
    found = path.stat()
    return _counted(path, found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=64)
def _counted(path: Path, inode: int, changed: int) -> Counter[str]:
    """Counted once for each state of the file: there may be hundreds of thousands of rows."""
    csv.field_size_limit(2**24)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        at = {name: place for place, name in enumerate(next(rows, ()))}
        left = (row[at["file"]] for row in rows if row[at["outcome"]] == "rejected" and row[at["raw"]])
        return Counter(name.rpartition("/")[2] for name in left)


def page_of(dataset: Dataset, code: str, page: int) -> tuple[list[dict[str, Any]], bool]:
    """Some rows for one reason, or for all (code ""), and whether more follow."""
    wanted = (row for row in rows_left_out(dataset) if not code or row["code"] == code)
    found = list(islice(wanted, (page - 1) * SIZE, page * SIZE + 1))
    for row in found:
        row["file"] = Path(row["file"]).name
        row["expected"] = CODES[row["code"]].expected if row["code"] in CODES else ""
    return found[:SIZE], len(found) > SIZE
