"""Did the groups differ in the days the model had not seen? Later spend of each against the average customer."""

import plotly.graph_objects as go

from coterie.report.facts import Table, groups
from coterie.report.figures.theme import axis, baseline, chart, colour, dots, plain, wrapped
from coterie.terms import Results, Statistic
from coterie.terms.numbers import number

HEIGHT = 310  # at least, as that of the chart beside it


def holdout_spend_table(results: Results) -> Table:
    """Spend in the held-out days as a multiple of the average customer's, with its interval."""
    shown = [g for g in groups(results) if g.ratio is not None]
    return Table(("Segment", "Spend in the held-out days, against average"), tuple((g.name, g.ratio) for g in shown))


def holdout_spend(results: Results) -> go.Figure:
    """A dot and its interval for each segment; the dashed line is the average customer.

    Raises    ValueError where nothing was held out.
    """
    shown = [(g, g.ratio) for g in groups(results) if g.ratio is not None]
    if not shown:
        raise ValueError("this study kept no days apart, so later spend cannot be drawn")
    trace = dots(
        [r.estimate for _, r in shown],
        [r.low for _, r in shown],
        [r.high for _, r in shown],
        [wrapped(g.name, 24) for g, _ in shown],
        [colour(g.colour) for g, _ in shown],
        [_hover(g.name, r) for g, r in shown],
    )
    return chart(
        [trace],
        height=max(HEIGHT, 80 + len(shown) * 40),
        shapes=[baseline(1)],
        phone={"xaxis.title.text": "Times the average", "yaxis.tickfont.size": 12},
        xaxis=axis("Times the spend of the average customer", rangemode="tozero"),
        yaxis=axis(autorange="reversed", showgrid=False, type="category"),
    )


def _hover(name: str, ratio: Statistic) -> str:
    span = (
        ""
        if ratio.low is None or ratio.high is None
        else (f"<br>{number(ratio.low, 'ratio')} to {number(ratio.high, 'ratio')}")
    )
    return f"<b>{plain(name)}</b><br>{number(ratio.estimate, 'ratio')}{span}"
