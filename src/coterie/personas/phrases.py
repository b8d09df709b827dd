"""How is a known trait said in a sentence? One phrase for each, and a plain one for traits nobody foresaw."""

from coterie.terms import Trait

# {here} and {rest} are the group's mean and that of everyone else.
COMPARED = {
    "average_order_value": "An order comes to {here} on average; everyone else's, to {rest}.",
    "basket_lines": "An order has {here} on average; everyone else's, {rest}.",
    "basket_products": "An order holds {here} on average, each counted once; everyone else's, {rest}.",
    "basket_units": "A usual order holds {here}; everyone else's, {rest} (averages over customers).",
    "return_share": "On average {here} of what they buy comes back; of everyone else's purchases, {rest}.",
    "discount_share": "On average {here} of their spend is on discount; of everyone else's, {rest}.",
    "weekend_share": "On average {here} of their orders fall on a weekend; of everyone else's, {rest}.",
    "morning_share": "On average {here} of their orders come in the morning; of everyone else's, {rest}.",
    "afternoon_share": "On average {here} of their orders come in the afternoon; of everyone else's, {rest}.",
    "evening_share": "On average {here} of their orders come in the evening or at night; of everyone else's, {rest}.",
    "median_gap_days": "Between two purchases usually lie {here}, on average; for everyone else, {rest}.",
    "price_level": "They pay {here} times the usual price of a category, on average; everyone else, {rest} times.",
    "categories": "They buy from {here} on average; everyone else, from {rest}.",
    "category_entropy": "Spread over categories (0 is one only): {here} on average; everyone else, {rest}.",
    "visits": "They came {here} times on average; everyone else, {rest} times.",
    "visit_depth": "A visit has {here} on average; everyone else's, {rest}.",
    "days_since_visit": "Their last visit was {here} ago on average; everyone else's, {rest} ago.",
}
# {here} is the median of the group, {span} its interval in brackets, {all} the median of all customers.
DEFINED = {
    "recency_days": ("Half of them ordered within the last {here}{span}", "of all customers, half within {all}"),
    "orders": ("Half of them placed {here} or more{span}", "of all customers, half {all} or more"),
    "revenue": ("Half of them spent {here} or more in all{span}", "of all customers, half {all} or more"),
    "tenure_days": ("Half of them first ordered {here} ago or earlier{span}", "of all customers, half {all} ago"),
    "median_gap_days": (
        "For half of them the usual gap between purchases is {here} or less{span}",
        "for half of all customers, {all} or less",
    ),
    "average_order_value": ("Half of them spend {here} or more an order{span}", "of all customers, half {all} or more"),
    "visits": ("Half of them came {here} or more{span}", "of all customers, half {all} or more"),
}
ONCE = ("At least half of them ordered only once", "of all customers, at least half only once")
# What a typical member "has", told from the median.
MEMBER = {
    "recency_days": "last ordered {here} ago",
    "orders": "{here} so far",
    "revenue": "{here} spent in all",
    "average_order_value": "{here} an order",
    "median_gap_days": "{here} from one purchase to the next",
    "tenure_days": "first ordered {here} ago",
    "basket_lines": "{here} in an order",
    "visits": "{here} to the site",
}
WHOLE = ("recency_days", "orders", "purchase_days", "tenure_days", "categories", "visits", "days_since_visit")
CATEGORY, CHANNEL, SPENT_ON, THROUGH = "category_share_", "share_", "Share spent on ", "Share bought through "


def category_of(trait: Trait) -> str | None:
    """The category whose share of spend the trait is, None for other traits and for the mixed remainder.

    >>> category_of(Trait("category_share_wine", "Share spent on wine", "behavioural", "numeric", "share"))
    'wine'
    """
    if not trait.name.startswith(CATEGORY) or trait.name.startswith(CATEGORY + "other_categories"):
        return None
    return trait.label.removeprefix(SPENT_ON)


def channel_of(trait: Trait) -> str | None:
    """The channel whose share of spend the trait is, None for other traits."""
    return trait.label.removeprefix(THROUGH) if trait.label.startswith(THROUGH) else None


def compared(trait: Trait) -> str:
    """The phrase that sets a group's mean beside that of everyone else."""
    if trait.name in COMPARED:
        return COMPARED[trait.name]
    category, channel = category_of(trait), channel_of(trait)
    if category is not None:
        return f"{_upper(category)} makes up {{here}} of their spend on average; of everyone else's, {{rest}}."
    if channel is not None:
        return f"On average {{here}} of their spend comes through {channel}; of everyone else's, {{rest}}."
    return f"{_upper(trait.label)}: {{here}} on average; everyone else, {{rest}}."


def defined(trait: Trait) -> tuple[str, str]:
    """The two halves of the sentence that states a forming trait: the group's median, and that of all customers."""
    own = f"{_upper(trait.label)}: half of them have {{here}} or more{{span}}"
    return DEFINED.get(trait.name, (own, "of all customers, half {all} or more"))


def member(trait: Trait) -> str:
    """The phrase that gives a typical member the median."""
    return MEMBER.get(trait.name, f"{trait.label} {{here}}")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
