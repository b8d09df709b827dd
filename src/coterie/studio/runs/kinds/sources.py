"""How do stored files reach a verb? Under the names that people gave them, so that messages speak of their files."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

from coterie.studio.runs.work import Work
from coterie.terms import Words
from coterie.workflows import words_of

UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\[\]=]")  # what a path, a pattern or a word of a mapping would mean by it
LONGEST = 100


def lay_out(sources: list[dict[str, Any]], work: Work) -> list[str]:
    """A link to each stored file in a folder of this attempt, which becomes the working folder; names in order.

    Files of one kind that are more than one lie together in a folder of that kind.
    """
    desk = work.out.parent / "in"
    if desk.exists():  # laid out before, under names that some files may have no more
        os.chdir(work.out.parent)
        shutil.rmtree(desk)
    desk.mkdir()
    os.chdir(desk)
    many = {each["kind"] for each in sources if sum(each["kind"] == other["kind"] for other in sources) > 1} - {""}
    names: list[str] = []
    for each in sources:
        name = safe(each["name"])
        link = Path(each["kind"], name) if each["kind"] in many else Path(name)
        while link.is_symlink():
            link = link.with_name(f"{len(names) + 1}-{name}")
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(work.inside(each["path"]))
        names.append(str(link))
    return names


def by_kind(sources: list[dict[str, Any]], work: Work) -> dict[str, object]:
    """The sources of a study: a file a kind, or a folder where there are several."""
    found: dict[str, object] = {}
    for each, name in zip(sources, lay_out(sources, work), strict=True):
        kind = each["kind"]
        found[kind] = kind if kind in found or Path(name).parent.name == kind else name
    return found


def uploads(arguments: dict[str, Any]) -> list[dict[str, str]]:
    """The stored files with what is known of each, for verbs that rewrite them."""
    mapping = str(arguments.get("mapping", ""))
    return [
        {**{n: str(each[n]) for n in ("path", "kind", "name")}, "mapping": mapping} for each in arguments["sources"]
    ]


def renamed(stored: list[dict[str, Any]], files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stored files with the names that they have since some were written anew in another form."""
    endings = {file["path"]: file["ending"] for file in files if file.get("ending")}
    return [
        {**each, "name": each["name"].rpartition(".")[0] + endings[each["path"]]} if each["path"] in endings else each
        for each in stored
    ]


def words(arguments: dict[str, Any], work: Work) -> Words:
    """What was said about reading: the dataset's mapping, and corrections on top of it."""
    said = list(arguments.get("said", []))
    if arguments.get("mapping"):
        saved = work.out.parent / "mapping.toml"
        saved.write_text(arguments["mapping"], encoding="utf-8")
        said.append(str(saved))
    return words_of(said, arguments.get("dedupe", "none"))


def safe(name: str) -> str:
    """A file name that means nothing but itself; its ending is kept.

    >>> safe("../../etc/passwd"), safe("orders[1].csv"), safe("")
    ('.._.._etc_passwd', 'orders_1_.csv', 'file')
    """
    clean = UNSAFE.sub("_", name).strip().lstrip("-~") or "file"
    stem, dot, ending = clean.rpartition(".")
    return clean if len(clean) <= LONGEST else f"{stem[: LONGEST - 10]}{dot}{ending[:9]}"
