"""What does a file look like without a person? Tables lose her rows, texts her id; each is put in place in one move."""

import csv
import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coterie.ledger.publishing import MANIFEST, publish_file

ERASED = "[erased]"
CUSTOMER = "customer_id"
SHORT = 5  # signs: a number that is shorter stands for too many other things to be looked for within a text
STRETCH = 122_880  # rows that are read together where one customer is looked for: as they were written first
TEXTS = (".html", ".md", ".txt", ".toml", ".sql", ".log")


class Token:
    """One person's id as it may stand in a text."""

    def __init__(self, customer: str) -> None:
        self.id = customer
        part = re.escape(customer)
        self._within = re.compile(rf"(?<![\w@-])(?<!\d[.,]){part}(?![\w@-])(?![.,]\d)")
        self.in_texts = len(customer) >= SHORT or not customer.isdigit()

    def within(self, text: str) -> bool:
        """Does she stand in it?"""
        if text.strip() == self.id:
            return True
        return self.in_texts and self.id in text and bool(self._within.search(text))

    def without(self, text: str) -> str:
        """The text without her id."""
        if text.strip() == self.id:
            return ERASED
        return self._within.sub(ERASED, text) if self.in_texts and self.id in text else text

    def plain(self, value: Any) -> Any:
        """The same for JSON: rows about her leave lists, texts lose her id."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, Mapping):
            return {self.without(str(key)): self.plain(each) for key, each in value.items() if key != self.id}
        if isinstance(value, list):
            return [self.plain(each) for each in value if not self._is_hers(each)]
        return value

    def _is_hers(self, row: Any) -> bool:
        if isinstance(row, Mapping):
            return str(row.get(CUSTOMER, "")) == self.id
        return isinstance(row, list) and any(isinstance(each, str) and each.strip() == self.id for each in row)


@dataclass(frozen=True)
class Changed:
    """What became of one file: rows taken out, places in texts, whether it was deleted, and its hashes."""

    path: Path
    rows: int
    texts: int
    deleted: bool
    before: str
    after: str


def forget_in(folder: Path, customer: str, *, only_look: bool = False) -> list[Changed]:
    """Every file of a result without a person; the manifest comes last and counts the erasures.

    only_look    True changes nothing and tells what would be changed.
    """
    token = Token(customer)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    found = [change for path in files if path.name != MANIFEST and (change := _forget(path, token, only_look))]
    manifest = folder / MANIFEST
    if manifest.exists():
        if (change := _forget(manifest, token, only_look)) is not None:
            found.append(change)
        if found and not only_look:
            told = json.loads(manifest.read_text(encoding="utf-8"))
            told["erasures"] = int(told.get("erasures", 0)) + 1
            _write(manifest, json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return found


def digest(path: Path) -> str:
    """SHA-256 of a file, "" where there is none."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _forget(path: Path, token: Token, only_look: bool) -> Changed | None:
    before = digest(path)
    ways = {".parquet": _parquet, ".csv": _csv, ".json": _json}
    way = ways.get(path.suffix.lower())
    if way is not None:
        rows, texts = way(path, token, only_look)
        deleted = False
    elif path.suffix.lower() in TEXTS:
        rows, texts = _text(path, token, only_look)
        deleted = False
    else:
        rows, texts, deleted = 0, 0, _holds(path, token)
        if deleted and not only_look:
            path.unlink()
    if not (rows or texts or deleted):
        return None
    return Changed(path, rows, texts, deleted, before, before if only_look else digest(path))


def _parquet(path: Path, token: Token, only_look: bool) -> tuple[int, int]:
    table = pq.read_table(path)
    keep = np.ones(table.num_rows, dtype=bool)
    texts = 0
    for place, field in enumerate(table.schema):
        if not (pa.types.is_string(field.type) or pa.types.is_large_string(field.type)):
            continue
        column = table.column(place).combine_chunks()
        likely = pc.fill_null(pc.match_substring(column, token.id), False)
        at = np.flatnonzero(likely.to_numpy(zero_copy_only=False))  # a table may have millions of rows, she a few
        cells = [(i, cell) for i, cell in zip(at, column.take(at).to_pylist(), strict=True) if token.within(cell)]
        if not cells:
            continue
        if field.name in (CUSTOMER, "value", "raw"):
            keep[[i for i, cell in cells if field.name == "raw" or cell.strip() == token.id]] = False
        texts += len(cells)
        hers = np.zeros(table.num_rows, dtype=bool)
        hers[[i for i, _ in cells]] = True
        clean = pa.array([token.without(cell) for _, cell in cells], field.type)
        table = table.set_column(place, field, pc.replace_with_mask(column, pa.array(hers), clean))
    kept = table.filter(pa.array(keep))
    rows = table.num_rows - kept.num_rows
    if (rows or texts) and not only_look:
        publish_file(path, lambda draft: pq.write_table(kept, draft, compression="zstd", row_group_size=STRETCH))
    return rows, max(0, texts - rows)


def _csv(path: Path, token: Token, only_look: bool) -> tuple[int, int]:
    rows = 0

    def write(draft: Path) -> None:
        nonlocal rows
        with (
            path.open(encoding="utf-8-sig", newline="") as source,
            draft.open("w", encoding="utf-8", newline="") as out,
        ):
            writer = csv.writer(out, lineterminator="\n")
            for row in csv.reader(source):
                if any(token.within(cell.lstrip("'")) for cell in row if token.id in cell):
                    rows += 1
                else:
                    writer.writerow(row)

    with path.open("rb") as file:
        if token.id.encode() not in file.read():
            return 0, 0
    csv.field_size_limit(2**30)
    if only_look:
        with path.open(encoding="utf-8-sig", newline="") as source:
            return sum(any(token.within(c.lstrip("'")) for c in row if token.id in c) for row in csv.reader(source)), 0
    publish_file(path, write)
    return rows, 0


def _json(path: Path, token: Token, only_look: bool) -> tuple[int, int]:
    text = path.read_text(encoding="utf-8")
    if token.id not in text:
        return 0, 0
    try:
        plain = json.loads(text)
    except ValueError:
        return _text(path, token, only_look)
    clean = token.plain(plain)
    if clean == plain:
        return 0, 0
    if not only_look:
        _write(path, json.dumps(clean, indent=1 if "\n" in text.strip() else None, ensure_ascii=False) + "\n")
    return 0, max(1, text.count(token.id))


def _text(path: Path, token: Token, only_look: bool) -> tuple[int, int]:
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    if not token.in_texts or token.id not in text:
        return 0, 0
    clean = token.without(text)
    if clean == text:
        return 0, 0
    if not only_look:
        _write(path, clean)
    return 0, clean.count(ERASED)


def _holds(path: Path, token: Token) -> bool:
    """Does a file of another form hold her? Inside packed ones too."""
    if not token.in_texts:
        return False
    known = token.id.encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return any(known in packed.read(name) for name in packed.namelist())
    return known in path.read_bytes()


def _write(path: Path, text: str) -> None:
    publish_file(path, lambda draft: draft.write_text(text, encoding="utf-8", errors="surrogateescape"))
