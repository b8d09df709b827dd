"""On which side of its dot does a label stand? On the first that covers no other dot or label."""

from collections.abc import Sequence

_ROUNDS = 4  # later rounds move a label away from those placed after it
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels

_LETTER, _ROW = 7.3, 16.0  # pixels of a letter and of a line at 12 px, a little generous


def placed(
    points: Sequence[tuple[float, float]], radii: Sequence[float], texts: Sequence[str], size: tuple[float, float]
) -> list[str]:
    """Plotly text positions for labelled dots.

    points   centres in pixels from the top left of the plot.
    radii    of the dots in pixels.
    texts    labels; ``<br>`` breaks a line.
    size     width and height of the plot in pixels.
    Returns  "middle right", "middle left", "top center", "bottom center" or a corner for each; where every side
             covers something, the side that covers least.
    """
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)]
    out = [""] * len(points)
    labels: dict[int, Box] = {}
    for i in [*sorted(range(len(points)), key=lambda i: (-radii[i], i))] * _ROUNDS:
        boxes = _boxes(points[i], radii[i], texts[i])
        dots = [box for j, box in enumerate(taken) if j != i]
        out[i] = _freest(boxes, dots + [box for j, box in labels.items() if j != i], size)
        labels[i] = boxes[out[i]]
    return out


def _freest(boxes: dict[str, Box], others: Sequence[Box], size: tuple[float, float]) -> str:
    return min(boxes, key=lambda side: _outside(boxes[side], size) + sum(_overlap(boxes[side], o) for o in others))


def _boxes(point: tuple[float, float], radius: float, text: str) -> dict[str, Box]:
    lines = text.split("<br>")
    wide, high = _LETTER * max(len(line) for line in lines), _ROW * len(lines)
    (x, y), off = point, radius / 0.8 + 1.0  # as far as Plotly moves a label from the centre of its dot
    across = {
        "right": (x + off, x + off + wide),
        "left": (x - off - wide, x - off),
        "center": (x - wide / 2, x + wide / 2),
    }
    down = {
        "middle": (y - high / 2, y + high / 2),
        "top": (y - off - high, y - off),
        "bottom": (y + off, y + off + high),
    }
    sides = [("middle", "right"), ("middle", "left"), ("top", "center"), ("bottom", "center")]
    corners = [(v, h) for v in ("top", "bottom") for h in ("right", "left")]
    return {f"{v} {h}": (across[h][0], down[v][0], across[h][1], down[v][1]) for v, h in (*sides, *corners)}


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _outside(box: Box, size: tuple[float, float]) -> float:
    """Area that leaves the plot, counted thrice: a cut label cannot be read at all."""
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return 3 * (whole - _overlap(box, (0.0, 0.0, *size)))
