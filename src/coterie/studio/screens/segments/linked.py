"""What does a figure show when one segment is chosen? The same figure, the others held back, its table cut to it."""

from copy import deepcopy
from typing import Any

from coterie.workflows import OpenStudy

NAMES = ("map", "profile", "size-value", "holdout-spend")
FAINT, OFF = 0.14, "#e4e3df"


def figure(study: OpenStudy, name: str, chosen: dict[str, Any] | None) -> dict[str, Any] | None:
    """A figure of the study, filtered to a segment; None where the study has none of that name."""
    found = study.figure(name)
    if found is None or chosen is None:
        return found
    shown = deepcopy(found)
    place = next(i for i, each in enumerate(study.segments) if each["id"] == chosen["id"])
    for trace in shown["plot"]["data"]:
        if trace["type"] == "heatmap":
            _column(trace, chosen["id"])
        elif len(trace.get("x") or []) == len(study.segments) and isinstance(trace["marker"].get("color"), list):
            _point(trace, place)
        elif trace.get("name") and trace["name"] != chosen["name"]:
            trace["marker"] = {**trace["marker"], "opacity": FAINT, "color": "#8A8D8B"}
            trace["hoverinfo"] = "skip"
    _cut(shown["table"], chosen["name"])
    return shown


def _column(trace: dict[str, Any], segment: str) -> None:
    """Only the segment's column keeps its colours and numbers."""
    if segment not in trace["x"]:
        return
    at = trace["x"].index(segment)
    for part, nothing in (("z", None), ("text", ""), ("hovertext", "")):
        trace[part] = [[cell if i == at else nothing for i, cell in enumerate(row)] for row in trace[part]]
    trace["hoverongaps"] = False


def _point(trace: dict[str, Any], place: int) -> None:
    """The other points are faint."""
    full = trace["marker"].get("opacity", 1)
    points = len(trace["x"])
    trace["marker"] = {**trace["marker"], "opacity": [full if i == place else FAINT for i in range(points)]}
    for axis in ("error_x", "error_y"):
        if axis in trace:
            trace[axis] = {**trace[axis], "thickness": 0.5}


def _cut(table: dict[str, Any], name: str) -> None:
    """The table's rows or columns of the segment."""
    if name in table["head"]:
        keep = [0, table["head"].index(name)]
        table["head"] = [table["head"][i] for i in keep]
        table["rows"] = [[row[i] for i in keep] for row in table["rows"]]
        return
    table["rows"] = [row for row in table["rows"] if row[0]["text"] == name] or table["rows"]
