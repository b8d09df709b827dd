"""Where does each group stand in each trait? A small picture a trait, every group with its interval."""

import plotly.graph_objects as go

from coterie.report.facts import Shown, Table, groups
from coterie.report.figures.panels import Panel, panel_chart
from coterie.report.words import trait_label
from coterie.terms import Results, Statistic

MOST = 9  # traits that are drawn: what made the groups, then those found to differ most
KINDS = ("median", "mean")


def trait_dots_table(results: Results) -> Table:
    """The median of each drawn trait (the mean where all medians are alike) of each segment; everybody last."""
    found = _panels(results)
    if not found:
        return Table((), ())
    shown = groups(results)
    rows: list[tuple[Shown, ...]] = [(g.name, *(p.facts[i] for p in found)) for i, g in enumerate(shown)]
    rows.append(("Everybody", *(p.everyone for p in found)))
    return Table(("Segment", *(p.title for p in found)), tuple(rows))


def trait_dots(results: Results) -> go.Figure:
    """A panel a trait, a dot with its interval a segment; the dotted line is everybody.

    Raises    ValueError where no numeric trait was measured for the segments.
    """
    found = _panels(results)
    if not found:
        raise ValueError("this study measured no numeric trait of its segments")
    return panel_chart(found, groups(results))


def _panels(results: Results) -> list[Panel]:
    if results.segmentation is None:
        return []
    made = list(results.segmentation.forming)
    told = sorted(
        (f for f in results.findings if not f.level and f.effect in results.evidence),
        key=lambda f: (-abs(results.evidence[f.effect].estimate), f.trait),
    )
    wanted = list(dict.fromkeys([*made, *(f.trait for f in told)]))
    found = (_panel(results, trait) for trait in wanted)
    return [p for p in found if p is not None][:MOST]


def _panel(results: Results, trait: str) -> Panel | None:
    shown = groups(results)
    if not shown:
        return None
    for kind in KINDS:
        facts = tuple(results.evidence.find(f"{kind}:{trait}", g.population) for g in shown)
        values = {f.estimate for f in facts if f is not None}
        if len(values) > 1 or (kind == KINDS[-1] and values):
            everyone = results.evidence.find(f"{kind}:{trait}", "everyone")
            label = f"{trait_label(trait, results.table)}, {kind}"
            return Panel(label, _unit(facts), facts, everyone)
    return None


def _unit(facts: tuple[Statistic | None, ...]) -> str:
    return next((f.unit for f in facts if f is not None), "")
