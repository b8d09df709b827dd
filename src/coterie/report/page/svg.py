"""What is drawn without a chart library? Intervals in tables and the illustrations of personas, as inline SVG."""

import math
from dataclasses import dataclass
from random import Random

from markupsafe import Markup

from coterie.engine import seed_of
from coterie.report.facts import Group
from coterie.report.figures import SEGMENTS as COLOURS
from coterie.terms import Statistic


def interval(shown: Statistic, low: float, high: float, base: float, colour: int, width: int = 150) -> Markup:
    """Dot and line for estimate and interval on a scale from low to high, a dashed line at the baseline."""

    def at(value: float) -> float:
        inside = min(max(value, low), high)
        return round(6 + (width - 12) * (inside - low) / ((high - low) or 1.0), 1)

    left, right = (at(v) if v is not None else at(shown.estimate) for v in (shown.low, shown.high))
    return Markup(
        '<svg class="interval c{c}" viewBox="0 0 {w} 22" width="{w}" height="22" aria-hidden="true" focusable="false">'
        '<line class="base" x1="{b}" y1="1" x2="{b}" y2="21"/><line class="span" x1="{l}" y1="11" x2="{r}" y2="11"/>'
        '<circle cx="{x}" cy="11" r="4.5"/></svg>'
    ).format(c=colour, w=width, b=at(base), l=left, r=right, x=at(shown.estimate))


def bar(share: float, most: float, colour: int, *, soft: bool = False, width: int = 90) -> Markup:
    """A bar as long as its share of the longest."""
    long = round(max(1.5, width * share / most), 1) if most > 0 and math.isfinite(share) else 0
    return Markup(
        '<svg class="bar c{c}{s}" viewBox="0 0 {l} 9" width="{l}" height="9" preserveAspectRatio="none" '
        'aria-hidden="true" focusable="false"><rect width="{l}" height="9" rx="1.5"/></svg>'
    ).format(c=colour, s=" soft" if soft else "", l=long)


def scale_of(shown: list[Statistic], base: float) -> tuple[float, float]:
    """A common scale for intervals that holds all of them and the baseline."""
    values = [base]
    for each in shown:
        values += [v for v in (each.low, each.estimate, each.high) if v is not None and math.isfinite(v)]
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, high + 1)


def illustration(group: Group, seed: int) -> Markup:
    """Arcs drawn from a seed in the segment's colour: the same study draws the same picture, and no face.

    It names a group; it measures nothing.
    """
    own = group.persona.seed if group.persona else 0
    return drawing(picture_seed(seed, group.segment.id, own), group.colour)


def picture_seed(seed: int, segment: str, own: int) -> int:
    """What the picture of a persona is drawn from: seed of the study, segment, seed of the persona."""
    return seed_of(seed, "illustration", f"{segment}/{own}")


def drawing(seed: int, colour: int) -> Markup:
    """Arcs drawn from a seed; the page's style colours ``.art.c0`` to ``.art.c11``."""
    paths = Markup("").join(
        Markup(
            '<path d="M{:.1f} {:.1f}A{r:.1f} {r:.1f} 0 {big} 1 {:.1f} {:.1f}" stroke-width="{w}" opacity="{o}"/>'
        ).format(*arc.begin, *arc.end, r=arc.radius, big=int(arc.large), w=arc.width, o=arc.opacity)
        for arc in arcs(seed)
    )
    return Markup(
        '<svg class="art c{c}" viewBox="0 0 200 200" role="img" aria-label="An abstract drawing that stands for the '
        'group"><rect width="200" height="200" rx="14"/><g fill="none" stroke-linecap="round">{a}</g></svg>'
    ).format(c=colour, a=paths)


def picture(seed: int, colour: int, *, alone: bool = False) -> str:
    """The drawing as text; ``alone`` writes its colours into it, as for a file of its own."""
    text = str(drawing(seed, colour))
    if not alone:
        return text
    ink = COLOURS[colour % len(COLOURS)]
    text = text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    text = text.replace("<rect ", f'<rect fill="{ink}" fill-opacity="0.12" ', 1)
    return text.replace('<g fill="none"', f'<g fill="none" stroke="{ink}"', 1)


@dataclass(frozen=True)
class Arc:
    """A piece of a circle on a square of 200: ``angles`` from and to, in radians, clockwise."""

    centre: tuple[float, float]
    radius: float
    angles: tuple[float, float]
    width: float
    opacity: float

    @property
    def begin(self) -> tuple[float, float]:
        """Where it begins."""
        return self._at(self.angles[0])

    @property
    def end(self) -> tuple[float, float]:
        """Where it ends."""
        return self._at(self.angles[1])

    @property
    def large(self) -> bool:
        """Whether it is more than half a circle."""
        return self.angles[1] - self.angles[0] > math.pi

    def _at(self, angle: float) -> tuple[float, float]:
        return (self.centre[0] + self.radius * math.cos(angle), self.centre[1] + self.radius * math.sin(angle))


def arcs(seed: int) -> tuple[Arc, ...]:
    """The arcs of a picture."""
    dice = Random(seed)
    return tuple(_arc(dice, i) for i in range(8))


def _arc(dice: Random, index: int) -> Arc:
    radius = 22 + 8.0 * index + dice.uniform(-4, 4)
    x, y = 100 + dice.uniform(-22, 22), 100 + dice.uniform(-22, 22)
    reach = min(x, y, 200 - x, 200 - y) - 10
    radius = min(radius, reach)
    start, sweep = dice.uniform(0, 2 * math.pi), dice.uniform(1.6, 4.6)
    width = dice.choice((3.0, 5.0, 7.0, 8.5))
    return Arc((x, y), radius, (start, start + sweep), width, dice.choice((0.35, 0.5, 0.65, 0.85)))
