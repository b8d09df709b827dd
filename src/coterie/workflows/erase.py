"""How is one person erased? From every file of a workspace, with a receipt; a later import leaves her out."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coterie import intake, ledger
from coterie.engine import open_engine
from coterie.terms import CoterieError, Progress, Silent, Words
from coterie.workflows.limits import memory_mb, threads

RESULTS = ("datasets", "studies", "predictions", "exports", "comparisons")  # folders of a workspace, one a result
FORM = "coterie erasure, form 1"


def erase(
    customer: str,
    workspace: str | Path,
    *,
    uploads: Sequence[Mapping[str, str]] = (),
    folders: Sequence[str] | None = None,
    scope: str = "",
    on: str = "",
    only_look: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Take one customer out of everything that a workspace keeps, and remember only a keyed hash of her.

    customer     the id as it stands in the data.
    workspace    the folder of the studio, or any folder of studies.
    uploads      files as they were brought: "path" (relative to the workspace), "kind", "mapping" (TOML), "name".
    folders      results, relative to the workspace; None takes all of datasets, studies, predictions and exports.
    scope        the project whose later imports leave her out; "" every project.
    on           the day, for the receipt.
    only_look    True changes nothing: the receipt says what would be changed.
    Returns      the receipt: "lines" for a terminal, "files" with counts and hashes, "rows", the hash of the "person".
    Raises       Failed where a file cannot be written; what was done until then stays done, and erasing again goes on.
    """
    place, told, customer = Path(workspace), progress or Silent(), customer.strip()
    results = _results(place) if folders is None else [place / each for each in folders if (place / each).is_dir()]
    total = len(uploads) + len(results) + 1
    remembered = ledger.Erasures(place)
    spellings = {customer, customer.lower()} if "@" in customer else {customer}
    files: list[dict[str, Any]] = []
    unread: list[str] = []
    for i, each in enumerate(uploads):
        told.step("Uploaded files", i, total)
        found = _from_upload(place, each, lambda one: one in spellings, unread, only_look, (customer,))
        files += [{name: value for name, value in one.items() if name != "who"} for one in found]
    for i, folder in enumerate(results):
        told.step("Datasets, studies and exports", len(uploads) + i, total)
        files += [_line(place, change) for change in ledger.forget_in(folder, customer, only_look=only_look)]
    told.step("Personas and the list of erased people", total - 1, total)
    receipt = {
        "form": FORM,
        "on": on,
        "person": remembered.person(customer),
        "files": files,
        "rows": sum(each["rows"] for each in files),
        "personas": 0,
        "unread": unread,
    }
    if not only_look:
        receipt["personas"] = remembered.forget_in_personas(customer)
        remembered.add(scope, customer, receipt)
        remembered.compact()
    receipt["lines"] = _said(receipt, only_look)
    return receipt


def _said(receipt: Mapping[str, Any], only_look: bool) -> list[str]:
    """The receipt for a terminal; it names nobody."""
    count, rows = len(receipt["files"]), receipt["rows"]
    head = f"{'Would erase' if only_look else 'Erased'}: {_many(rows, 'row')} in {_many(count, 'file')}."
    lines = [head if count else "Nobody of that id stands in any file.", f"person    {receipt['person']}"]
    for file in receipt["files"]:
        done = (
            "deleted" if file["deleted"] else f"{_many(file['rows'], 'row')}, {_many(file['texts'], 'place')} in texts"
        )
        lines.append(f"{file['path']}: {done}")
        if not only_look:
            lines.append(f"  sha256  {file['before']} -> {file['after'] or 'none'}")
    lines += [f"could not be searched: {name}" for name in receipt["unread"]]
    return [*lines, f"{_many(receipt['personas'], 'version')} of personas"]


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def leave_out(
    workspace: str | Path, uploads: Sequence[Mapping[str, str]], scope: str = ""
) -> tuple[int, list[dict[str, Any]]]:
    """Take everybody who was erased before out of files that are about to be imported.

    Returns    how many people were left out, and what became of each file that held one.
    """
    place = Path(workspace)
    if not (place / ledger.ERASURE_KEY).exists():
        return 0, []
    remembered = ledger.Erasures(place)
    known = remembered.known(scope)
    if not known:
        return 0, []
    changed = [
        line
        for each in uploads
        for line in _from_upload(place, each, lambda one: remembered.person(one) in known, [], False)
    ]
    return len({person for each in changed for person in each.pop("who")}), changed


def _from_upload(
    place: Path,
    upload: Mapping[str, str],
    chosen: Callable[[str], bool],
    unread: list[str],
    only_look: bool,
    also: tuple[str, ...] = (),
) -> list[dict[str, Any]]:
    """One uploaded file without some people; it is put in its place in one move."""
    path = place / upload["path"]
    if not upload.get("kind") or not path.exists():
        if path.exists():
            unread.append(upload.get("name", upload["path"]))
        return []
    before = ledger.digest(path)
    left = intake.Left()

    def write(draft: Path) -> None:
        nonlocal left
        with open_engine(memory_mb=memory_mb(), threads=threads()) as engine:
            words = _words(upload, engine.scratch)
            left = intake.leave_out(engine, path, upload["kind"], words, chosen, draft, also=also)
        if not draft.exists():  # it holds none of them
            os.link(path, draft)

    try:
        if only_look:
            with open_engine(memory_mb=memory_mb(), threads=threads()) as engine:
                words, target = _words(upload, engine.scratch), engine.scratch / "only-look"
                left = intake.leave_out(engine, path, upload["kind"], words, chosen, target, also=also)
        else:
            ledger.publish_file(path, write)
    except CoterieError:
        unread.append(upload.get("name", upload["path"]))
        return []
    if not left.rows:
        return []
    after = before if only_look else ledger.digest(path)
    return [
        {
            "path": upload["path"],
            "rows": left.rows,
            "texts": 0,
            "deleted": False,
            "before": before,
            "after": after,
            "ending": left.ending,
            "size": path.stat().st_size,
            "who": list(left.people),
        }
    ]


def _words(upload: Mapping[str, str], scratch: Path) -> Words:
    if not upload.get("mapping"):
        return Words()
    saved = scratch / "mapping.toml"
    saved.write_text(upload["mapping"], encoding="utf-8")
    return Words(saved=intake.read_mapping(saved))


def _line(place: Path, change: ledger.Changed) -> dict[str, Any]:
    return {
        "path": change.path.relative_to(place).as_posix(),
        "rows": change.rows,
        "texts": change.texts,
        "deleted": change.deleted,
        "before": change.before,
        "after": change.after,
    }


def _results(place: Path) -> list[Path]:
    """Every result of a workspace; so are a folder that is itself a study, and the studies that lie right in it."""
    found = [folder for part in RESULTS for folder in sorted((place / part).glob("*")) if folder.is_dir()]
    found += sorted(manifest.parent for manifest in place.glob("*/run.json"))
    return [place, *found] if (place / "run.json").exists() else found


def redacted(customer: str, value: Any) -> Any:
    """A text, or JSON, without one customer: rows about her leave lists, texts lose her id.

    >>> redacted("C0000003", {"said": "see C0000003", "rows": [{"customer_id": "C0000003"}]})
    {'said': 'see [erased]', 'rows': []}
    """
    return ledger.Token(customer.strip()).plain(value)
