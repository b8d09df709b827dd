"""What is this file? Kind, mapping, types and quality, before anything is analysed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coterie import features, intake, ledger
from coterie.engine import open_engine
from coterie.terms import Words
from coterie.terms.mapping import IGNORED
from coterie.workflows.limits import READING_MB, memory_mb, threads


def inspect(
    paths: Sequence[str], words: Words | None = None, kinds: Sequence[str] = (), most: int | None = None
) -> intake.Inspection:
    """Guess what each file is and how its columns are to be read, and check its rows.

    paths     files, folders or globs.
    words     corrections of earlier guesses.
    kinds     for each path the kind that a person named, "" where it is to be guessed.
    most      rows of a delimited text that are looked at; None looks at all. What is not looked at is said by the
              fact "looked at" of the file.
    Raises    WrongWords, DataRefused.
    """
    usual = READING_MB if most is not None else None
    with open_engine(memory_mb=memory_mb(usual), threads=threads()) as engine:
        return intake.inspect(engine, list(paths), words or Words(), kinds, most)


def told_by_columns(inspection: intake.Inspection) -> list[list[dict[str, Any]]]:
    """For each file, what its columns about customers are taken to tell; [] for files of other kinds.

    Returns    name and source of the column; ``tells``: "demographic", "behavioural", "attitudinal", "value", or
               "ignored" where it shall not be used; ``by``: "person" or "guess"; ``matters``: whether another answer
               could change the groups, which it can where there are no orders; ``forming``: there are none.
    """
    forming = all(file.kind != "orders" for file in inspection.files)
    return [_told(file, inspection, forming) if file.kind == "customers" else [] for file in inspection.files]


def _told(file: intake.Inspected, inspection: intake.Inspection, forming: bool) -> list[dict[str, Any]]:
    seen: Any = file.offer.get("seen", [])
    unused: Any = file.offer.get("unused", [])
    distinct = {each["name"]: each["distinct"] for each in seen}
    said = inspection.mapping.traits
    out: dict[str, dict[str, Any]] = {}
    for each in file.attributes:
        group, matters = features.told_at_sight(each.raw.name, each.type, distinct[each.raw.name], forming)
        word = said.get(each.name) or said.get(each.raw.name)
        out[each.raw.name] = {"name": each.name, "tells": word or group, "by": "person" if word else "guess"}
        out[each.raw.name] |= {"matters": matters}
    for each in unused:
        out[each["source"]] = {"name": each["name"], "tells": IGNORED, "by": "person", "matters": forming}
    return [{"source": name, "forming": forming, **out[name]} for name in distinct if name in out]


def save_mapping(inspection: intake.Inspection, path: Path) -> None:
    """Write the mapping as a file that ``--map`` takes.

    Raises    WrongWords (COT-904) where a folder stands under the name; Failed (COT-902) if writing stops.
    """
    text = intake.mapping_toml(inspection.mapping)
    ledger.publish_file(path, lambda draft: draft.write_text(text, encoding="utf-8"))
