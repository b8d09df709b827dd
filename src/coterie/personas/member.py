"""Who would be a typical member? One put together from medians, who is no real customer."""

from collections.abc import Callable

from coterie.personas import phrases
from coterie.personas.facts import Facts, keys
from coterie.personas.wording import finite, number, quantity
from coterie.terms import Sentence, Statistic, Trait

FIRST = (
    "recency_days",
    "orders",
    "average_order_value",
    "revenue",
    "median_gap_days",
    "tenure_days",
    "basket_lines",
    "visits",
)
LIMIT = 5


def typical(facts: Facts) -> Sentence | None:
    """A typical member from the group's medians: the best known traits first, then what made the group."""
    segmentation = facts.results.segmentation
    size = facts.own("customers")
    names = list(dict.fromkeys([*FIRST, *sorted(segmentation.forming if segmentation else (), key=_by_effect(facts))]))
    parts: list[tuple[str, Statistic]] = []
    for name in names:
        trait, median = facts.trait(name), facts.own(f"median:{name}")
        if trait is None or median is None or trait.sensitive or not finite(median.estimate):
            continue
        if size is not None and median.n < size.estimate / 2:  # what most members lack is not typical
            continue
        parts.append((phrases.member(trait).format(here=_told(facts, trait, median)), median))
    if not parts:
        return None
    chosen = parts[:LIMIT]
    text = f"No real customer, put together from medians: {', '.join(p for p, _ in chosen)}."
    return Sentence("member", text, "derived", keys(*(s for _, s in chosen)), tag="from medians")


def _by_effect(facts: Facts) -> Callable[[str], tuple[float, str]]:
    """Order by how far the group stands from everyone else in the trait, furthest first."""

    def place(name: str) -> tuple[float, str]:
        effect = facts.effect(name)
        return (-abs(effect.estimate) if effect else 0.0, name)

    return place


def _told(facts: Facts, trait: Trait, median: Statistic) -> str:
    value = median.estimate
    if trait.name in phrases.WHOLE and not float(value).is_integer():
        value = float(number(value, 0).replace(",", ""))
    # "49 since the last purchase" lacks its days only where the label brings them.
    return quantity(value, median.unit, facts.currency)
