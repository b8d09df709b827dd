"""Who would be a typical member? One put together from medians, who is no real customer."""

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
    names = list(dict.fromkeys([*FIRST, *(segmentation.forming if segmentation else ())]))
    parts: list[tuple[str, Statistic]] = []
    for name in names:
        trait, median = facts.trait(name), facts.own(f"median:{name}")
        if trait is None or median is None or trait.sensitive or not finite(median.estimate):
            continue
        parts.append((phrases.member(trait).format(here=_told(facts, trait, median)), median))
    if not parts:
        return None
    chosen = parts[:LIMIT]
    text = f"A typical member, put together from medians and no real customer: {', '.join(p for p, _ in chosen)}."
    return Sentence("member", text, "derived", keys(*(s for _, s in chosen)), tag="from medians")


def _told(facts: Facts, trait: Trait, median: Statistic) -> str:
    value = median.estimate
    if trait.name in phrases.WHOLE and not float(value).is_integer():
        return quantity(float(number(value, 0).replace(",", "")), median.unit, facts.currency)
    return facts.tell(median)
