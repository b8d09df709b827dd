"""How does a chart look? Colours, type and the one configuration that every Plotly figure of this package carries.

Light colours are concrete values, so that a figure looks right in a notebook. ``DARK`` maps each to its twin; the page
swaps them without reloading.
"""

from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

INK, MUTED, LINE, CARD, ACCENT = "#1c211f", "#646a67", "#e4e3df", "#ffffff", "#0b6e69"
SEGMENTS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#8A8D8B",
    "#D55E00",
    "#7A5BB5",
    "#A89B00",
    "#3F4C8C",
    "#8A5A3C",
    "#2F8F9D",
)
DARK_SEGMENTS = (
    "#2D8FD5",
    "#E9A81C",
    "#17AE83",
    "#D488B3",
    "#64BDF0",
    "#9B9F9D",
    "#E4752A",
    "#9A7FD1",
    "#BFB21F",
    "#7C8AD0",
    "#B98562",
    "#4BAAB8",
)
BELOW, MIDDLE, ABOVE = "#c76a1c", "#f7f7f5", "#1f6fa8"
FAINT, FULL = "#eef4f3", "#0e7f79"
DARK = {
    INK: "#eceeed",
    MUTED: "#9ea4a1",
    LINE: "#2d3231",
    CARD: "#1b1f1e",
    ACCENT: "#5fc5bd",
    BELOW: "#c9772f",
    MIDDLE: "#232827",
    ABOVE: "#2f86c4",
    FAINT: "#202826",
    FULL: "#1f9a92",
    **dict(zip(SEGMENTS, DARK_SEGMENTS, strict=True)),
}
FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# plotly.js 4 shows a "Share chart" button by default that sends the chart's data to a server of Plotly. Customer data
# must not leave by one click: every figure of this package carries this configuration.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["sendChartToCloud", "select2d", "lasso2d", "autoScale2d"],
    "plotlyServerURL": "",
    "responsive": True,
    "showSendToCloud": False,
}


class Chart(go.Figure):  # type: ignore[misc]
    """A Plotly figure that is always shown with ``CONFIG``: without the button that sends its data away."""

    def show(self, *args: Any, **kwargs: Any) -> Any:
        """Show it; a configuration given by the caller cannot bring the button back."""
        return super().show(*args, **{**kwargs, "config": safe(kwargs.get("config"))})

    def to_html(self, *args: Any, **kwargs: Any) -> str:
        """Its HTML, without the button."""
        return str(super().to_html(*args, **{**kwargs, "config": safe(kwargs.get("config"))}))

    def write_html(self, *args: Any, **kwargs: Any) -> None:
        """Write its HTML, without the button."""
        super().write_html(*args, **{**kwargs, "config": safe(kwargs.get("config"))})

    def _ipython_display_(self) -> None:
        self.show()

    def _repr_html_(self) -> str:
        return self.to_html(full_html=False, include_plotlyjs="cdn")

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        return super()._repr_mimebundle_(*args, **{**kwargs, "config": safe(kwargs.get("config"))})


def safe(config: dict[str, Any] | None) -> dict[str, Any]:
    """The configuration with a caller's wishes, except for those that would let data leave."""
    removed = {*CONFIG["modeBarButtonsToRemove"], *(config or {}).get("modeBarButtonsToRemove", ())}
    guarded = {k: CONFIG[k] for k in ("plotlyServerURL", "showSendToCloud")}
    return {**CONFIG, **(config or {}), **guarded, "modeBarButtonsToRemove": sorted(removed)}


def colour(index: int) -> str:
    """The light colour of a segment."""
    return SEGMENTS[index % len(SEGMENTS)]


def plain(text: str) -> str:
    """A name as text: Plotly reads a few HTML tags in its texts, and a name may hold any."""
    return escape(text, quote=False)


def wrapped(text: str, width: int = 20) -> str:
    """A name over several lines, for axis labels that must leave room on a phone."""
    return "<br>".join(plain(part) for part in wrap(text, width, break_long_words=True)) or plain(text)


def axis(title: str = "", **more: Any) -> dict[str, Any]:
    """An axis with little ink: hairline grid, no box."""
    return {
        "title": {"text": title, "font": {"size": 13, "color": MUTED}, "standoff": 10},
        "tickfont": {"size": 13, "color": MUTED},
        "gridcolor": LINE,
        "linecolor": LINE,
        "zeroline": False,
        "automargin": True,
        "ticks": "",
        **more,
    }


def chart(traces: list[Any], *, height: int, phone: dict[str, Any] | None = None, **layout: Any) -> go.Figure:
    """A figure in the house style.

    height    in pixels; the width follows the page.
    phone     paths into the layout, or into the data ("data.0. ..."), with their value on a narrow page.
    """
    return Chart(
        data=traces,
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 8, "r": 16, "t": 12, "b": 8, "pad": 4},
            "paper_bgcolor": CARD,
            "plot_bgcolor": CARD,
            "font": {"family": FONT, "size": 13, "color": INK},
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"bgcolor": CARD, "bordercolor": LINE, "font": {"color": INK, "size": 13}},
            "meta": {"phone": phone or {}},
            **layout,
        },
    )


def dots(
    values: list[float],
    low: list[float | None],
    high: list[float | None],
    names: list[str],
    colours: list[str],
    texts: list[str],
    **more: Any,
) -> go.Scatter:
    """Dots with their intervals, one a row."""
    up = [0.0 if h is None else h - v for v, h in zip(values, high, strict=True)]
    down = [0.0 if w is None else v - w for v, w in zip(values, low, strict=True)]
    return go.Scatter(
        x=values,
        y=names,
        mode="markers",
        marker={"size": 11, "color": colours, "line": {"width": 0}},
        error_x={"type": "data", "array": up, "arrayminus": down, "thickness": 2.5, "width": 0, "color": MUTED},
        hovertext=texts,
        hoverinfo="text",
        **more,
    )


def baseline(value: float, **more: Any) -> dict[str, Any]:
    """A dashed line at what is compared with."""
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": {"color": MUTED, "width": 1.5, "dash": "dot"},
        **more,
    }
