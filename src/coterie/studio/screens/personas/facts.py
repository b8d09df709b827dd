"""What stands on a persona's page? Its lines under their headings, its facts, and how it differs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from coterie.studio.shell.desk import Desk
from coterie.studio.shell.formats import in_words, money, number
from coterie.workflows import illustration

TRUE = (
    ("What is true of them", ("definition", "behaviour", "demographic", "attitude")),
    ("What they are worth, and what came next", ("value", "future")),
    ("What to do", ("do", "dont", "channel", "offer", "test")),
)
BESIDE = (
    ("What we think of them", ("quote", "goal", "frustration")),
    ("What they seem to need", ("needs",)),
    ("A typical member", ("member",)),
)
PARTS = (*TRUE, *BESIDE)
SAID = {"quote": "In their words", "goal": "Goal", "frustration": "Frustration"}
LEADS = {"dont": "Don't ", "test": "Test ", "do": "Do "}
GRADES = {"assumption": "test first"}
SHOWS = {
    "": "All",
    "edited": "Edited",
    "struck": "With lines that no longer hold",
    "archived": "Archived",
}


def board(desk: Desk, show: str) -> dict[str, Any]:
    """The words of the board: cards that pass the filter, those put aside, and the sentence at the top."""
    everybody = [shown(desk, card) for card in desk.cards]
    standing = [each for each in everybody if not each["aside"]]
    chosen = {
        "edited": [each for each in standing if each["version"]],
        "struck": [each for each in standing if each["struck"] or each["gone"]],
        "archived": [each for each in everybody if each["aside"]],
    }.get(show, standing)
    told = {each["segment"] for each in everybody}
    return {
        "people": chosen,
        "headline": _headline(standing),
        "aside": [each for each in everybody if each["aside"]],
        "nobody": [each for each in desk.study.segments if each["id"] not in told],
        "shows": [{"name": name, "key": key, "here": key == show} for key, name in SHOWS.items()],
        "show": show,
        "any": bool(everybody),
    }


def _headline(people: Sequence[Mapping[str, Any]]) -> str:
    """ "Six personas; Champions, 16 % of customers, bring 50 % of revenue"."""
    if not people:
        return "No personas yet"
    count = f"{in_words(len(people))} persona{'' if len(people) == 1 else 's'}"
    first = max(people, key=lambda each: each["revenue"]["estimate"] if each["revenue"] else 0)
    if not first["revenue"] or not first["share"]:
        return f"{count}, each line with what it rests on"
    who = f"{first['name']}, {number(first['share']['estimate'], 'share')} of customers,"
    return f"{count}; {who} bring {number(first['revenue']['estimate'], 'share')} of revenue"


def shown(desk: Desk, card: Mapping[str, Any]) -> dict[str, Any]:
    """A card as pages show it: with picture, colour, figures and tags of its segment."""
    segment = desk.study.segment(card["segment"]) or {}
    names = {each["id"]: each["name"] for each in desk.study.segments}
    lines = [said(line, names) for line in card["lines"]]
    return {
        **card,
        "art": picture(desk, card),
        "colour": segment.get("colour", 5),
        "size": segment.get("size"),
        "share": _cell(segment, "share_of_customers"),
        "revenue": _cell(segment, "share_of_revenue"),
        "headline": said(card["headline"], names),
        "lines": lines,
        "first": first(lines),
        "struck": sum(bool(line["struck"]) for line in lines),
        "changed": sum(line["changed"] for line in lines),
        "gone": not segment,
        "aside": bool(card["archived"] or card["merged_into"]),
        "together": [names.get(each, each) for each in card["merged"]],
        "into": names.get(card["merged_into"], card["merged_into"]),
    }


def one(desk: Desk, card: Mapping[str, Any]) -> dict[str, Any]:
    """Everything about one persona."""
    told = shown(desk, card)
    return {
        "person": told,
        "parts": parts(told["lines"], TRUE),
        "beside": parts(told["lines"], BESIDE),
        "tags": tags(desk, card["segment"]),
        "figures": figures(desk, card["segment"]),
        "others": [shown(desk, each) for each in desk.cards if not each["archived"] and not each["merged_into"]],
    }


def picture(desk: Desk, card: Mapping[str, Any]) -> SafeString:
    """The illustration in the colour of the segment; nothing in it comes from data."""
    segment = desk.study.segment(card["segment"]) or {}
    seed = desk.study.picture_seed(card["segment"], int(card["seed"]))
    return mark_safe(illustration(seed, int(segment.get("colour", 5))))


def said(line: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A line with the words of its tag, and its first word where that says what kind of deed it is."""
    lead = LEADS.get(line["block"], "")
    start = lead if lead and line["text"].startswith(lead) else ""
    return {
        **line,
        "lead": SAID.get(line["block"], "") or start.strip(),
        "words": line["text"][len(start) :],
        "keys": " ".join(line["stats"]),
        "evidence": "assumed" if line["kind"] == "assumed" else _tag(line),
        "writer": ", ".join(part for part in (line["by"], line["on"]) if part),
        "whose": names.get(line["of"], line["of"]),
    }


def _tag(line: Mapping[str, Any]) -> str:
    tag = line["tag"] or GRADES.get(line["grade"], line["grade"])
    return tag or ("evidence" if line["stats"] else "")


def parts(lines: Sequence[Mapping[str, Any]], wanted: Sequence[tuple[str, Sequence[str]]]) -> list[dict[str, Any]]:
    """Lines under their headings, those of a block together; what was not measured stands where it would have stood."""
    out = []
    for title, blocks in wanted:
        own = [line for block in blocks for line in lines if line["block"] == block]
        if own:
            out.append({"title": title, "lines": own})
    return out


def first(lines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The line that tells most on a small card: what a person said, then what was found, then what made the group."""
    told = [line for line in lines if line["kind"] != "absent" and not line["struck"] and line["tag"] != "coverage"]
    for blocks in (("quote",), ("behaviour", "demographic", "attitude"), ("future", "value"), ("definition",)):
        found = next((line for line in told if line["block"] in blocks), None)
        if found is not None:
            return found
    return None


def tags(desk: Desk, segment: str) -> list[dict[str, Any]]:
    """Stability and confidence, each with the key of its statistic."""
    out = []
    for metric in ("stability", "confidence"):
        found = next(iter(desk.study.statistics(f"segment:{segment}", metric)), None)
        if found:
            out.append({"label": metric, "text": found["text"], "key": found["key"]})
    return out


def figures(desk: Desk, segment: str) -> list[dict[str, Any]]:
    """The same figures as on the segment's page, in few words."""
    found = desk.study.segment(segment) or {}
    currency = desk.study.summary.get("currency") or desk.project.currency
    out = []
    for name, label, unit in (
        ("clv_mean", "Worth each, ahead", "currency"),
        ("mean_p_alive", "Still customers", "share"),
        ("holdout_repeat_rate", "Ordered in the days kept apart", "share"),
        ("value_at_risk", "Yearly spend at risk", "currency"),
    ):
        cell = _cell(found, name)
        if cell:
            value = money(cell["estimate"], currency) if unit == "currency" else number(cell["estimate"], unit)
            out.append({"label": label, "value": value, "raw": cell["estimate"], "key": cell["key"]})
    return out


def _cell(segment: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    cell = segment.get(name)
    return cell if isinstance(cell, dict) and cell.get("estimate") is not None else None
