"""What does a comparison say? Totals as sentences, flows by cause and in value, in the colours of the segments."""

from collections.abc import Mapping, Sequence
from typing import Any

from coterie.studio.shell.formats import money, number

CAUSES = (("behaviour", "Changed behaviour"), ("model", "A changed model"), ("ageing", "Time without an order"))
FLOOR = 10  # flows of fewer customers are told together


def told(
    result: Mapping[str, Any], segments: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The words of the page, from what the job kept; a segment that ended keeps the colour it had `before`."""
    summary = result["summary"]
    colours = {each["id"]: each["colour"] for each in (*before, *segments)}
    flows = [each for each in summary["flows"] if each["from"] != each["to"]]
    return {
        "summary": summary,
        "headline": _headline(summary),
        "figure": result.get("figure"),
        "cards": _cards(summary),
        "worth": _worth(summary.get("clv")),
        "groups": [{**each, "colour": colours.get(each["id"], 5), **_change(each)} for each in summary["groups"]],
        "flows": [{**each, "colour": colours.get(each["from"], 5)} for each in flows if each["customers"] >= FLOOR],
        "small": sum(each["customers"] for each in flows if each["customers"] < FLOOR),
        "causes": CAUSES,
        "priced": bool(flows) and "clv_change" in flows[0],
        "notes": summary.get("notes", []),
    }


def _headline(summary: Mapping[str, Any]) -> str:
    both, moved = summary["customers"]["both"], summary["moved"]["customers"]
    if not both:
        return "No customer is in both studies"
    share = number(moved / both, "share") if moved else "None"
    start = f"{share} of {number(both, 'whole')} customers are in another segment"
    return f"{start} than {summary['days']:,} days before" if summary["days"] else f"{start} on the same day"


def _cards(summary: Mapping[str, Any]) -> list[dict[str, str]]:
    people, moved = summary["customers"], summary["moved"]
    out = [("In both studies", people["both"], ""), ("Moved", moved["customers"], "to another segment"),
           ("New", people["only_newer"], "not in the earlier study"),
           ("No longer there", people["only_older"], "not in the later study")]  # fmt: skip
    return [{"label": label, "value": number(value, "whole"), "note": note} for label, value, note in out]


def _worth(clv: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """How the value before becomes the value after, step by step."""
    if not clv:
        return []
    steps = [(label, clv[f"by_{name}"]) for name, label in CAUSES]
    steps += [("New customers", clv["by_new_customers"]), ("Customers gone", clv["by_customers_gone"])]
    most = max((abs(value) for _, value in steps), default=0) or 1
    rows = [{"label": label, "text": _signed(value), "size": abs(value), "most": most, "lost": value < 0}
            for label, value in steps]  # fmt: skip
    return [{"label": "Before", "text": money(clv["before"])}, *rows, {"label": "After", "text": money(clv["after"])}]


def _signed(value: float) -> str:
    return f"+{money(value)}" if value > 0 else money(value)


def _change(group: Mapping[str, Any]) -> dict[str, str]:
    before, after = group["before"], group["after"]
    if before is None:
        return {"change": "new"}
    if after is None:
        return {"change": "ended"}
    return {"change": f"+{after - before:,}" if after > before else number(after - before, "whole")}
