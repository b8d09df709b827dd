"""Which parts of the groups are new, active, slipping or gone? The micro-segments of groups and lifecycle stages."""

import plotly.graph_objects as go

from coterie.report.facts import Shown, Table, groups
from coterie.report.figures.theme import ABOVE, BELOW, INK, MUTED, axis, chart, colour, plain, wrapped
from coterie.terms import Results, Statistic
from coterie.terms.numbers import number

STAGE, TOO_FEW = "lifecycle_stage", "too few to name"
COLOURS = {"new": colour(4), "active": ABOVE, "returned": colour(2), "slipping": colour(1), "lapsed": BELOW}


def stages_table(results: Results) -> Table:
    """Customers of each stage of each segment, their share of it with interval, and their revenue so far.

    Empty where no stage of any segment has enough customers to be named: there is nothing to draw then.
    """
    rows: list[tuple[Shown, ...]] = []
    for group in groups(results):
        for stage in (*_stages(results), TOO_FEW):
            who = f"micro:{group.segment.id}/{stage}"
            counted = results.evidence.find("customers", who)
            if counted is not None:
                more = (results.evidence.find(m, who) for m in ("share_of_segment", "revenue"))
                rows.append((f"{group.name}, {stage}", counted, *more))
    if all(share is None for _, _, share, _ in rows):
        return Table((), ())
    return Table(("Segment and stage", "Customers", "Share of the segment", "Revenue so far"), tuple(rows))


def stages(results: Results) -> go.Figure:
    """A bar a segment, parted by lifecycle stage; parts of too few customers to be named are left open.

    Raises    ValueError where the study tells no stages.
    """
    shown = groups(results)
    found = {(g.segment.id, s): _share(results, g.segment.id, s) for g in shown for s in _stages(results)}
    drawn = [s for s in _stages(results) if any(found[g.segment.id, s] for g in shown)]
    if not drawn:
        raise ValueError("this study tells no lifecycle stages")
    names = [wrapped(g.name, 24) for g in shown]
    traces = []
    for stage in drawn:
        facts = [found[g.segment.id, stage] for g in shown]
        traces.append(
            go.Bar(
                x=[f.estimate if f else 0.0 for f in facts],
                y=names,
                name=stage,
                orientation="h",
                marker={"color": COLOURS.get(stage, MUTED), "line": {"width": 0}},
                hovertext=[_hover(g.name, stage, f) if f else "" for g, f in zip(shown, facts, strict=True)],
                hoverinfo="text",
            )
        )
    return chart(
        traces,
        height=110 + 34 * len(shown),
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend={
            "orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal",
            "font": {"size": 12, "color": INK},
        },
        xaxis=axis("Share of the segment", tickformat=".0%", range=[0, 1], nticks=6),
        yaxis=axis(autorange="reversed", showgrid=False, type="category"),
        phone={
            "yaxis.tickfont.size": 11, "legend.font.size": 11, "xaxis.nticks": 3, "xaxis.tickangle": 0,
            "height": 150 + 38 * len(shown),
        },
    )  # fmt: skip


def _stages(results: Results) -> tuple[str, ...]:
    return next((t.levels for t in results.table.traits if t.name == STAGE), ())


def _share(results: Results, segment: str, stage: str) -> Statistic | None:
    return results.evidence.find("share_of_segment", f"micro:{segment}/{stage}")


def _hover(name: str, stage: str, fact: Statistic) -> str:
    between = ""
    if fact.low is not None and fact.high is not None:
        between = f"<br>{number(fact.low, 'share')} to {number(fact.high, 'share')}"
    return f"<b>{plain(name)}</b><br>{stage}: {number(fact.estimate, 'share')}{between}"
