"""How does a group differ from everyone else? Dots and intervals: first what made the group, then what was found."""

from typing import Any

from coterie.workflows import OpenStudy

MADE, FOUND = 4, 6  # differences drawn, the largest; all stand on the segment's page
METRIC = "effect:"
WORDS = ", difference from the rest"


def apart(study: OpenStudy, segment: str) -> dict[str, Any]:
    """Rows of differences in standard deviations, their common scale, and how many were tried and not told."""
    population = f"segment:{segment}"
    effects = {each["key"]: each for each in study.statistics(population) if each["metric"].startswith(METRIC)}
    made = [_row(each, True) for each in effects.values() if each["role"] == "forming" and _forms(study, each)]
    figure = study.figure(f"differences-{segment}")
    keys = [row[1].get("stat") for row in figure["table"]["rows"]] if figure else []
    found = [_row(effects[key], False) for key in keys if key in effects]
    rows = [*sorted(made, key=_size)[:MADE], *found[:FOUND]]
    tried = sum(each["role"] == "held" for each in effects.values())
    ends = [0.0, *(row[end] for row in rows for end in ("low", "estimate", "high") if row[end] is not None)]
    return {
        "rows": rows,
        "least": min(ends),
        "most": max(ends),
        "made": bool(made),
        "found": len(found),
        "others": max(0, tried - len(found)),
        "tried": tried,
    }


def _forms(study: OpenStudy, effect: dict[str, Any]) -> bool:
    return effect["metric"].removeprefix(METRIC) in study.grouping.get("forming", ())


def _row(effect: dict[str, Any], made: bool) -> dict[str, Any]:
    return {**effect, "label": effect["what"].removesuffix(WORDS), "made": made}


def _size(row: dict[str, Any]) -> float:
    return -abs(row["estimate"])
