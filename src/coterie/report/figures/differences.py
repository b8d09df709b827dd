"""How does one group differ from everyone else? Its findings as dots with intervals."""

import plotly.graph_objects as go

from coterie.report.facts import Table, finding_label, groups, known, told_by_another
from coterie.report.figures.theme import axis, baseline, chart, colour, dots, plain, wrapped
from coterie.terms import Results, Statistic
from coterie.terms.numbers import number


def differences_table(results: Results, segment: str) -> Table:
    """The traits in which a segment differs: label, difference, its own and everyone else's figure."""
    rows = []
    for finding in results.findings:
        known_effect = finding.segment == segment and finding.effect in results.evidence
        if known_effect and not told_by_another(results, finding):
            label = finding_label(results, finding)
            here, rest = (known(results, key) for key in (finding.here, finding.rest))
            rows.append((label, results.evidence[finding.effect], here, rest))
    rows.sort(key=lambda row: (-abs(row[1].estimate), row[0]))
    return Table(("Trait", "Difference in standard deviations", "Here", "Everyone else"), tuple(rows))


def differences(results: Results, segment: str) -> go.Figure:
    """A dot and interval for each finding of a segment; the dashed line is everyone else.

    segment   lineage id, "s1".
    Raises    ValueError where nothing was found for that segment.
    """
    table = differences_table(results, segment)
    effects = [(str(row[0]), row[1]) for row in table.rows if isinstance(row[1], Statistic)]
    if not effects:
        raise ValueError(f"nothing was found in which segment {segment} differs")
    index = next((g.colour for g in groups(results) if g.segment.id == segment), 0)
    trace = dots(
        [e.estimate for _, e in effects],
        [e.low for _, e in effects],
        [e.high for _, e in effects],
        [wrapped(label, 22) for label, _ in effects],
        [colour(index)] * len(effects),
        [f"{plain(label)}<br>{number(e.estimate, 'sd')} sd" for label, e in effects],
    )
    return chart(
        [trace],
        height=90 + 34 * len(effects),
        shapes=[baseline(0)],
        xaxis=axis("Standard deviations from everyone else"),
        yaxis=axis(autorange="reversed", showgrid=False, type="category"),
    )
