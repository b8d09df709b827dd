"""Which figures has a study? Every chart of its report with its sentence and numbers, to be drawn again elsewhere."""

import json
from typing import Any

from markupsafe import Markup

from coterie.report.facts import Group, groups
from coterie.report.figures import CONFIG, DARK, differences, differences_table
from coterie.report.page.build import numbers_of
from coterie.report.page.charts import Chart, plain_table
from coterie.report.page.numbers import Numbers
from coterie.report.page.segments import segments
from coterie.report.page.value import value
from coterie.terms import Results

APART = (
    "In standard deviations from everyone else, with interval: traits that were kept out when the groups were formed."
)


def pictures(results: Results) -> dict[str, Any]:
    """The figures of a study: the content of ``figures.json``.

    Returns   ``config`` (Plotly's own settings, without the button that sends data away), ``dark`` (light colour ->
              its twin on a dark page) and ``figures``: name, title, caption, height, wide, ``plot`` (data and layout;
              ``layout.meta.phone`` holds what differs on a narrow page) and ``table`` with the numbers that are drawn.
    """
    numbers = numbers_of(results)
    groups_part, value_part = segments(results, numbers), value(results, numbers)
    charts = [*groups_part.charts, *groups_part.why, *groups_part.folded, *value_part.charts]
    charts += [value_part.others] if value_part.others else []
    charts += value_part.onward.charts if value_part.onward else ()
    told = [told_chart(chart) for chart in charts]
    told += [
        _apart(results, numbers, group) for group in groups(results) if differences_table(results, group.segment.id)
    ]
    return {"config": CONFIG, "dark": DARK, "figures": told}


def told_chart(chart: Chart) -> dict[str, Any]:
    """A chart of a page as one of ``figures.json``."""
    return {
        "name": chart.id.removeprefix("chart-"),
        "title": chart.title,
        "caption": said(chart.caption),
        "height": chart.height,
        "wide": chart.wide,
        **chart.plain,
    }


def _apart(results: Results, numbers: Numbers, group: Group) -> dict[str, Any]:
    figure = differences(results, group.segment.id)
    return {
        "name": f"differences-{group.segment.id}",
        "title": f"How {group.name} differ from everyone else",
        "caption": APART,
        "height": int(figure.layout.height),
        "wide": False,
        "plot": json.loads(figure.to_json(engine="json")),
        "table": plain_table(numbers, differences_table(results, group.segment.id)),
    }


def said(text: Markup) -> str:
    """What a piece of a page says, without its markup."""
    return text.striptags()
