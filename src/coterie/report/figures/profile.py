"""What makes each group, and in what else does it differ? Standardised differences, traits against segments."""

import plotly.graph_objects as go

from coterie.report.facts import Group, Table, finding_label, groups, told_by_another
from coterie.report.figures.theme import ABOVE, BELOW, MIDDLE, axis, chart, plain, wrapped
from coterie.report.words import trait_label
from coterie.terms import Results, Statistic
from coterie.terms.numbers import number

MADE, FOUND = 8, 8  # rows of each; more cannot be read at one glance
WORDS = 3  # levels of one trait that made the groups


def profile_table(results: Results) -> Table:
    """A row a trait, forming ones first, then the findings with the largest differences; a column a segment."""
    shown = groups(results)
    rows = tuple((label, *cells) for label, cells, _ in _rows(results, shown))
    return Table(("Trait", *(g.name for g in shown)), rows)


def profile(results: Results) -> go.Figure:
    """A heat map in standard deviations from everyone else: blue is more, orange is less.

    Raises    ValueError where no differences were measured.
    """
    shown = groups(results)
    rows = _rows(results, shown)
    if not rows:
        raise ValueError("this study measured no differences between segments")
    z = [[None if s is None else round(s.estimate, 4) for s in cells] for _, cells, _ in rows]
    limit = max((abs(v) for row in z for v in row if v is not None), default=1.0)
    heat = go.Heatmap(
        z=z,
        x=[g.segment.id for g in shown],
        y=[label for label, _, _ in rows],
        zmin=-limit,
        zmax=limit,
        zmid=0,
        colorscale=[[0, BELOW], [0.5, MIDDLE], [1, ABOVE]],
        showscale=False,
        xgap=2,
        ygap=2,
        texttemplate="%{text}",
        textfont={"size": 12},
        text=[["" if s is None else number(s.estimate, "sd") for s in cells] for _, cells, _ in rows],
        hovertext=[[_hover(label, g, s) for g, s in zip(shown, cells, strict=True)] for label, cells, _ in rows],
        hoverinfo="text",
    )
    return chart(
        [heat],
        height=86 + 30 * len(rows),
        xaxis=axis(
            side="top",
            showgrid=False,
            type="category",
            ticktext=[wrapped(g.name, 16) for g in shown],
            tickangle=0,
            tickmode="array",
            tickvals=[g.segment.id for g in shown],
        ),
        yaxis=axis(
            autorange="reversed",
            showgrid=False,
            type="category",
            tickmode="array",
            tickvals=[label for label, _, _ in rows],
            ticktext=[_bold(wrapped(label, 34), made) for label, _, made in rows],
        ),
        phone={
            "data.0.textfont.size": 10,
            "data.0.texttemplate": "%{text}" if len(shown) <= 7 else "",
            "xaxis.tickangle": -90,
            "yaxis.ticktext": [_bold(wrapped(label, 15), made) for label, _, made in rows],
            "xaxis.ticktext": [wrapped(g.name, 20) for g in shown],
            "height": 230 + 36 * len(rows),
        },
    )


def _bold(text: str, made: bool) -> str:
    return f"<b>{text}</b>" if made else text


def _rows(results: Results, shown: tuple[Group, ...]) -> list[tuple[str, list[Statistic | None], bool]]:
    """Label, one effect a segment, and whether the trait made the groups; the largest of each kind."""
    if results.segmentation is None:
        return []
    made = {m: label for t in results.segmentation.forming for m, label in _made(results, t).items()}
    found = {
        f"effect:{f.trait}" + (f"={f.level}" if f.level else ""): finding_label(results, f)
        for f in results.findings
        if not told_by_another(results, f, anywhere=True)
    }
    rows = {m: [results.evidence.find(m, g.population, "rest") for g in shown] for m in (*made, *found)}

    def largest(metric: str) -> float:
        return max((abs(s.estimate) for s in rows[metric] if s), default=0.0)

    def top(labels: dict[str, str], most: int) -> list[str]:
        first = sorted((m for m in labels if any(rows[m])), key=lambda m: (-largest(m), m))[:most]
        return [m for m in labels if m in first] if labels is made else first

    drawn = [(made, m) for m in top(made, MADE)] + [(found, m) for m in top(found, FOUND)]
    return [(labels[m], rows[m], labels is made) for labels, m in drawn]


def _made(results: Results, trait: str) -> dict[str, str]:
    """Metric and label of a trait that made the groups; of one in words, its levels that differ most.

    Of two levels one is left out: it says the same with the other sign.
    """
    label, levels = trait_label(trait, results.table), dict[str, float]()
    for statistic in results.evidence:
        if statistic.metric.startswith(f"effect:{trait}=") and statistic.baseline == "rest":
            levels[statistic.metric] = max(levels.get(statistic.metric, 0.0), abs(statistic.estimate))
    if not levels:
        return {f"effect:{trait}": label}
    ranked = sorted(levels, key=lambda m: (-levels[m], m))[: 1 if len(levels) == 2 else WORDS]
    flag = any(t.name == trait and t.kind == "flag" for t in results.table.traits)
    return {m: label if flag else f"{label}: {m.partition('=')[2]}" for m in ranked}


def _hover(label: str, group: Group, statistic: Statistic | None) -> str:
    if statistic is None:
        return ""
    span = ""
    if statistic.low is not None and statistic.high is not None:
        span = f" ({number(statistic.low, 'sd')} to {number(statistic.high, 'sd')})"
    role = "made the group" if statistic.role == "forming" else "found afterwards"
    return f"<b>{plain(group.name)}</b><br>{plain(label)}<br>{number(statistic.estimate, 'sd')} sd{span}<br>{role}"
