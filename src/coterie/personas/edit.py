"""What becomes of a persona that people work on? Changes applied to what a study computed, and kept over studies.

A card is never stored as people left it: their changes are, and they are applied again to what the newest study says.
So a number is never old, and what a person wrote is never lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import md5
from typing import Any, get_args

from coterie.terms import HEADLINE, OPERATIONS, Block, Card, Change, Line, Problem, Version, WrongWords

LONGEST = 2000
BLOCKS = get_args(Block)
GONE = "No longer told by the study: its evidence does not hold any more."
DESCRIBES = ("definition", "member")  # what the study says of any group, in the words that fit best: nothing to refute


def card_of(persona: Mapping[str, Any]) -> Card:
    """The card of a persona of ``personas.json``, nothing changed yet."""
    seen: dict[str, int] = {}
    lines = tuple(_line(sentence, seen) for sentence in persona["sentences"])
    headline = replace(_line(persona["headline"], {}), id=HEADLINE)
    return Card(str(persona["segment"]), str(persona["name"]), headline, lines, int(persona.get("seed", 0)))


def cards(
    personas: Sequence[Mapping[str, Any]], versions: Sequence[Version], upto: Mapping[str, int] | None = None
) -> tuple[Card, ...]:
    """The personas of a study with everything that people did to them, in the order of the study.

    personas    of ``personas.json``.
    versions    of all segments, in the order in which they were saved.
    upto        segment -> the last version to take; others are taken whole.
    Returns     a card for each persona of the study, then those that people edited and the study no longer has, struck
                as a whole. Merged personas stay in the list and say into which they went.
    """
    mine: dict[str, list[Version]] = {}
    for version in versions:
        if version.number <= (upto or {}).get(version.segment, version.number):
            mine.setdefault(version.segment, []).append(version)
    found = {str(p["segment"]): card_of(p) for p in personas}
    gone = [segment for segment in mine if segment not in found]
    computed = {**found, **{segment: card_of(mine[segment][-1].seen) for segment in gone}}
    alone = {segment: _edited(card, mine.get(segment, ()), {}) for segment, card in computed.items()}
    out = {segment: _edited(card, mine.get(segment, ()), alone) for segment, card in computed.items()}
    for segment in gone:
        out[segment] = replace(out[segment], headline=replace(out[segment].headline, struck=GONE))
    for segment, card in list(out.items()):
        for other in card.merged:
            if other in out:
                out[other] = replace(out[other], merged_into=segment)
    return tuple(out.values())


def checked(card: Card, changes: Sequence[Mapping[str, Any]], others: Sequence[str]) -> tuple[Change, ...]:
    """The changes from their plain form, with what the study says at each changed line; all faults said at once.

    card      as it stands before the changes.
    others    segments with a persona that may be merged in.
    Raises    WrongWords (COT-162).
    """
    problems: list[Problem] = []
    out = []
    for plain in changes:
        fault = _fault(card, plain, others)
        if fault:
            problems.append(Problem("COT-162", fault))
            continue
        words = {name: plain[name] for name in OPERATIONS[plain["do"]]}
        if isinstance(words.get("text"), str):
            words["text"] = words["text"].strip()
        line = card.line(str(plain.get("line", "")))
        out.append(Change(plain["do"], words, "" if line is None else line.was or line.text))
    if not changes:
        problems.append(Problem("COT-162", "no change was given"))
    if problems:
        raise WrongWords(problems)
    return tuple(out)


def difference(before: Card, after: Card) -> list[dict[str, Any]]:
    """What differs between two states of a card: one entry a line or property.

    Returns    dictionaries with ``what`` (name, headline, line, archived, merged, picture), ``how`` (added, removed,
               changed, struck), ``before`` and ``after`` as texts, and ``line`` and ``block`` for lines.
    """
    out: list[dict[str, Any]] = []

    def told(what: str, how: str, old: str, new: str, line: Line | None = None) -> None:
        place = {"line": line.id, "block": line.block} if line else {}
        out.append({"what": what, "how": how, "before": old, "after": new, **place})

    for what, old, new in (
        ("name", before.name, after.name),
        ("headline", before.headline.text, after.headline.text),
        ("archived", _yes(before.archived), _yes(after.archived)),
        ("merged", ", ".join(before.merged), ", ".join(after.merged)),
        ("picture", str(before.seed), str(after.seed)),
    ):
        if old != new:
            told(what, "changed", old, new)
    for line in before.lines:
        now = after.line(line.id)
        if now is None:
            told("line", "removed", line.text, "", line)
        elif now.struck and not line.struck:
            told("line", "struck", line.text, now.text, now)
        elif now.text != line.text:
            told("line", "changed", line.text, now.text, now)
    for line in after.lines:
        if before.line(line.id) is None:
            told("line", "added", "", line.text, line)
    return out


def _edited(card: Card, versions: Sequence[Version], others: Mapping[str, Card]) -> Card:
    """A computed card with what people did, and with the findings they saw that no longer hold, struck.

    others    the cards that may be merged in; nothing is merged that is not there.
    """
    if not versions:
        return card
    lost = _lost(card, versions)
    own = {line.id for line in lost if line.block in DESCRIBES}
    lines = (*card.lines, *(line if line.id in own else replace(line, struck=GONE) for line in lost))
    out = replace(card, lines=lines, version=versions[-1].number)
    places: dict[str, int] = {}
    for version in _standing(versions):
        for i, change in enumerate(version.changes):
            for line in out.lines:
                places.setdefault(line.id, len(places))
            out = _applied(out, change, version, i, others)
    kept = [replace(line, was="", changed=False) if line.id in own else line for line in out.lines]
    return replace(out, lines=tuple(sorted(kept, key=lambda line: places.get(line.id, len(places)))))


def _lost(card: Card, versions: Sequence[Version]) -> list[Line]:
    """Lines that the study no longer tells: findings seen last, and from before every line that a person rewrote."""
    found: dict[str, Line] = {}
    for version in versions:
        rewritten = {change.words["line"] for change in version.changes if change.do == "edit"}
        for line in card_of(version.seen).lines:
            seen = version is versions[-1] and line.kind != "absent" and line.block not in DESCRIBES
            if line.id in rewritten or seen:
                found[line.id] = line
    return [line for line in found.values() if card.line(line.id) is None]


def _standing(versions: Sequence[Version]) -> list[Version]:
    """The versions whose changes hold: going back to a version leaves out all that came between."""
    after: dict[int, list[Version]] = {0: []}
    now: list[Version] = []
    for version in versions:
        back = next((change for change in version.changes if change.do == "back"), None)
        now = [*(now if back is None else after.get(int(back.words["version"]), now)), version]
        after[version.number] = now
    return now


def _applied(card: Card, change: Change, version: Version, place: int, others: Mapping[str, Card]) -> Card:
    words = change.words
    if change.do == "rename":
        return replace(card, name=str(words["name"]).strip())
    if change.do == "back":  # what it leaves out was left out before
        return card
    if change.do == "draw":
        return replace(card, seed=int(words["seed"]))
    if change.do in ("archive", "restore"):
        return replace(card, archived=change.do == "archive")
    if change.do == "remove":
        gone = tuple(each for each in card.lines if each.id == words["line"])
        kept = tuple(each for each in card.lines if each.id != words["line"])
        return replace(card, lines=kept, hidden=(*card.hidden, *gone))
    if change.do == "show":
        back = tuple(each for each in card.hidden if each.id == words["line"])
        kept = tuple(each for each in card.hidden if each.id != words["line"])
        return replace(card, lines=(*card.lines, *back), hidden=kept)
    if change.do == "add":
        new = Line(
            f"own-{version.number}-{place}", words["block"], words["text"], "assumed", by=version.by, on=version.on
        )
        return replace(card, lines=(*card.lines, new))
    if change.do == "merge":
        return _merged(card, str(words["segment"]), others)
    return _rewritten(card, change, version)


def _rewritten(card: Card, change: Change, version: Version) -> Card:
    line = card.line(change.words["line"])
    if line is None:  # a line of another study, which the study seen last did not have either
        return card
    said = line.was or line.text
    changed = line.kind != "assumed" and said != change.was
    was = "" if line.kind == "assumed" and not line.was else said
    new = replace(
        line, text=change.words["text"], kind="assumed", grade="", tag="", by=version.by, on=version.on, was=was,
        changed=changed or line.changed,
    )  # fmt: skip
    return card.with_line(new)


def _merged(card: Card, other: str, others: Mapping[str, Card]) -> Card:
    """The card with the lines of another; what is missing there is not told, and each line says whose it is."""
    if other in card.merged or other not in others:
        return card
    theirs = others[other]
    taken = [replace(line, id=f"{other}-{line.id}", of=other) for line in theirs.lines if line.kind != "absent"]
    headline = replace(theirs.headline, id=f"{other}-{HEADLINE}", of=other)
    return replace(card, lines=(*card.lines, headline, *taken), merged=(*card.merged, other))


def _line(sentence: Mapping[str, Any], seen: dict[str, int]) -> Line:
    """A sentence with an id made of what it rests on, so that next month's study has the same line.

    The filter and the typical member are told of every group: next month's are the same lines, whatever they rest on.
    """
    stats = tuple(sentence["stats"])
    about = "\x1f".join((sentence["block"], *stats)) if stats else f"{sentence['block']}\x1f{sentence['text']}"
    if stats and (sentence["tag"] == "filter" or sentence["block"] == "member"):
        about = f"{sentence['block']}\x1f{sentence['tag']}"
    seen[about] = seen.get(about, 0) + 1
    name = md5(f"{about}\x1f{seen[about]}".encode(), usedforsecurity=False).hexdigest()[:10]
    return Line(name, sentence["block"], sentence["text"], sentence["kind"], stats, sentence["grade"], sentence["tag"])


def _fault(card: Card, plain: Mapping[str, Any], others: Sequence[str]) -> str:
    """What is wrong with a change, "" for nothing."""
    do: Any = plain.get("do")
    if do not in OPERATIONS:
        return f"{do!r} is no change; a persona can be changed by {', '.join(OPERATIONS)}"
    if set(plain) != {"do", *OPERATIONS[do]}:
        return f"{do} needs {', '.join(OPERATIONS[do]) or 'nothing else'}, and got {', '.join(sorted(plain))}"
    if do == "show":
        hidden = plain["line"] in [line.id for line in card.hidden]
        return "" if hidden else f"the persona {card.name} has no hidden line {plain['line']!r}"
    if "line" in plain and card.line(str(plain["line"])) is None:
        return f"the persona {card.name} has no line {plain['line']!r}"
    if do == "remove" and plain["line"] == HEADLINE:
        return "a headline can be changed, not removed"
    for name in {"text", "name"} & set(plain):
        text = plain[name]
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST or "\x00" in text:
            return f"a {name} has 1 to {LONGEST:,} characters"
    if do == "add" and plain["block"] not in BLOCKS:
        return f"{plain['block']!r} is no part of a persona; the parts are {', '.join(BLOCKS)}"
    if do == "back" and (type(plain["version"]) is not int or not 0 <= plain["version"] < card.version):
        return f"the persona {card.name} has no earlier version {plain['version']!r}"
    if do == "draw" and (isinstance(plain["seed"], bool) or not isinstance(plain["seed"], int)):
        return f"the seed of a picture is a whole number, not {plain['seed']!r}"
    if do == "merge" and (plain["segment"] not in others or plain["segment"] == card.segment):
        return f"the persona of {plain['segment']!r} cannot be merged into that of {card.segment}"
    return ""


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
