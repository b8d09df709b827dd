"""How do cohorts go on? Triangles of who still buys, and of what was brought, by months since the first order."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from coterie.report.facts import Cell, Shown, Table, groups
from coterie.report.figures.theme import FAINT, FULL, axis, chart, plain, wrapped
from coterie.report.onward import of_kind
from coterie.terms import Results
from coterie.terms.numbers import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

MONTHS = 12  # columns drawn and told; the stored table holds all
PHONE, PHONE_NAMED = 6, 4  # columns on a narrow page, of which long names leave less
ROWS = 24


def retention(results: Results, by: str = "month") -> go.Figure:
    """A heat map: the share of each cohort that bought in each month after that of the first order.

    by        "month" (of the first order), "product", "category", "channel", "discount" or "segment".
    Raises    ValueError where the study has no such cohorts.
    """
    return _triangle(results, by, "retention", "share", 1)


def retention_table(results: Results, by: str = "month") -> Table:
    """The numbers of the heat map, with the customers of each cohort."""
    return _table(results, by, "retention", "share", 1)


def brought(results: Results, by: str = "month") -> go.Figure:
    """A heat map: what a customer of each cohort has brought on average by the end of each month; by as above.

    Raises    ValueError where the study has no such cohorts.
    """
    return _triangle(results, by, "ltv", "currency", 0)


def brought_table(results: Results, by: str = "month") -> Table:
    """The numbers of the heat map, with the customers of each cohort."""
    return _table(results, by, "ltv", "currency", 0)


def _triangle(results: Results, by: str, what: str, unit: str, start: int) -> go.Figure:
    found = _shown(results, by, what, start)
    if found is None:
        raise ValueError(f"this study has no cohorts by {by} to draw")
    names, values = found.names, found.values
    labels = [wrapped(name, 20) for name in names]
    across = [str(m) for m in range(start, start + values.shape[1])]
    low, top = float(np.nanmin(values)), float(np.nanmax(values))
    said = [[number(v, unit) if np.isfinite(v) else "" for v in row] for row in values.tolist()]
    trace = go.Heatmap(
        z=[[None if not np.isfinite(v) else round(v, 6) for v in row] for row in values.tolist()],
        x=across,
        y=labels,
        zmin=min(low, 0.0) if what == "ltv" else 0.0,
        zmax=(top or 1.0) * 1.35,
        colorscale=[[0, FAINT], [1, FULL]],
        showscale=False,
        xgap=2,
        ygap=2,
        text=[[_short(text) for text in row] for row in said],
        texttemplate="%{text}",
        textfont={"size": 11},
        hovertext=[
            [f"{plain(name)}<br>month {m}: {text}" if text else "" for m, text in zip(across, row, strict=True)]
            for name, row in zip(names, said, strict=True)
        ],
        hoverinfo="text",
        hoverongaps=False,
    )
    return chart(
        [trace],
        height=90 + (26 if by == "month" else 40) * len(names),
        xaxis=axis("Months since that of the first order", showgrid=False, type="category", side="bottom"),
        yaxis=axis(autorange="reversed", showgrid=False, type="category", ticksuffix=" "),
        phone={
            "data.0.textfont.size": 10,
            "yaxis.tickfont.size": 11,
            "xaxis.range": [-0.5, min(PHONE if by == "month" else PHONE_NAMED, values.shape[1]) - 0.5],
        },
    )


def _table(results: Results, by: str, what: str, unit: str, start: int) -> Table:
    found = _shown(results, by, what, start)
    if found is None:
        return Table((), ())
    values, rows = found.values, []
    for i, name in enumerate(found.names):
        where = f"cohorts/by={by}/cohort={found.stored[i]}"
        cells: list[Shown] = [
            Cell(v, f"{where}/month={start + m}/{what}", unit) if np.isfinite(v) else None
            for m, v in enumerate(values[i].tolist())
        ]
        rows.append((name, Cell(found.size[i], f"{where}/customers", "customers"), *cells))
    head = ("First order" if by == "month" else by.capitalize(), "Customers")
    return Table((*head, *(f"Month {start + m}" for m in range(values.shape[1]))), tuple(rows))


@dataclass(frozen=True)
class _Shown:
    """The rows and columns that hold a value: names, as they are stored too, customers, and the values."""

    names: list[str]
    stored: list[str]
    size: list[float]
    values: "NDArray[np.float64]"


def _shown(results: Results, by: str, what: str, start: int) -> _Shown | None:
    """What is drawn from month ``start`` on; None where there is nothing."""
    found = of_kind(results, by)
    if found is None:
        return None
    values = getattr(found, what)[:ROWS, start : MONTHS + 1]
    reached = np.flatnonzero(np.isfinite(values).any(axis=0))
    told = np.flatnonzero(np.isfinite(values).any(axis=1))
    if not len(reached):
        return None
    named = {g.segment.id: g.name for g in groups(results)} if by == "segment" else {}
    return _Shown(
        [named.get(found.names[i], found.names[i]) for i in told],
        [found.names[i] for i in told],
        [float(found.size[i]) for i in told],
        values[told, : int(reached[-1]) + 1],
    )


def _short(text: str) -> str:
    """A number without the space before its unit, so that it fits into its cell."""
    return text.replace("\u00a0", "").replace(" ", "")
