"""What was uploaded? Kind, columns and quality of each file; nothing is taken in."""

import hashlib
from pathlib import Path
from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds import sources
from coterie.studio.runs.work import Work

FIRST = 1_000_000  # rows of a text file that the guesses and their consequences rest on; the import reads all


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Look at every source of a dataset.

    arguments    "sources": each with id, kind, name and path; "mapping", "said": what people said so far; "unhashed":
                 ids of the sources whose hash nobody knows yet.
    Returns      "files" as `coterie inspect --json` writes them, each with the id of its source and what its columns
                 are taken to tell; "mapping" as TOML; "hashes": id -> sha256 of the "unhashed"; "left_out", how
                 many people were taken out because they had been erased before, and the files "rewritten" for that.
    """
    work.step("Reading your files", 0, 2)
    given = arguments["sources"]
    found, mapping = _look(arguments, work)
    known = [{**each, "kind": file["kind"]} for each, file in zip(given, found.as_json()["files"], strict=True)]
    uploads = sources.uploads({"sources": known, "mapping": mapping})
    left_out, rewritten = workflows.leave_out(work.workspace, uploads, arguments.get("scope", ""))
    if rewritten:  # what was seen of her goes too: the files are looked at once more
        given = sources.renamed(given, rewritten)
        found, mapping = _look({**arguments, "sources": given}, work)
    work.step("Guessing what each column means", 1, 2)
    files = [
        {**file, "source": each["id"], "told": told}
        for file, each, told in zip(found.as_json()["files"], given, workflows.told_by_columns(found), strict=True)
    ]
    wanted = arguments.get("unhashed", [])
    hashes = {each["id"]: _hash(work.inside(each["path"])) for each in given if each["id"] in wanted}
    return {"files": files, "mapping": mapping, "hashes": hashes, "left_out": left_out, "rewritten": rewritten}


def _look(arguments: dict[str, Any], work: Work) -> tuple[Any, str]:
    """What the files are taken to be, and the same as a mapping."""
    given = arguments["sources"]
    names = sources.lay_out(given, work)
    found = workflows.inspect(names, sources.words(arguments, work), [each["kind"] for each in given], FIRST)
    saved = work.out.parent / "guess.toml"
    workflows.save_mapping(found, saved)
    return found, saved.read_text(encoding="utf-8")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
