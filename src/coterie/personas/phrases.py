"""How is a known trait said in a sentence? One phrase for each, and a plain one for traits nobody foresaw."""

import re

from coterie.terms import Trait
from coterie.terms.numbers import lowered

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
# {here} is the median of the group, {span} its interval in brackets, {all} the median of all customers; {side} is
# "more" where the group has more than all customers, else "less". AGO is said where more days lie behind the group.
DEFINED = {
    "recency_days": ("Half of them ordered within the last {here}{span}", "of all customers, half within {all}"),
    "orders": ("Half of them placed {here} or {side}{span}", "of all customers, half {all} or {side}"),
    "revenue": ("Half of them spent {here} or {side} in all{span}", "of all customers, half {all} or {side}"),
    "tenure_days": ("Half of them first ordered in the last {here}{span}", "of all customers, half in the last {all}"),
    "median_gap_days": (
        "For half of them the usual gap between purchases is {here} or {side}{span}",
        "for half of all customers, {all} or {side}",
    ),
    "average_order_value": (
        "Half of them spend {here} or {side} an order{span}",
        "of all customers, half {all} or {side}",
    ),
    "visits": ("Half of them came {here} or {side}{span}", "of all customers, half {all} or {side}"),
}
AGO = {
    "recency_days": ("Half of them last ordered {here} ago or longer{span}", "of all customers, half {all} or longer"),
    "tenure_days": ("Half of them first ordered {here} ago or longer{span}", "of all customers, half {all} or longer"),
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
CATEGORY, SPENT_ON, THROUGH = "category_share_", "Share spent on ", "Share bought through "
SPEND_ON = "Spend on "
COUNTED = re.compile(r"(\w+) (?:purchases|orders)$")
THINGS = re.compile(r"(?:purchases|orders|visits|clicks|calls|logins|sessions|pages)(?: a \w+)?$", re.IGNORECASE)
WAYS = {
    **dict.fromkeys(("web", "app", "catalog", "catalogue", "store", "shop"), "through the {}"),
    **dict.fromkeys(("phone", "mail", "mobile"), "by {}"),
    "online": "{}",
}
CHANNELS = ("web", "online", "app", "store", "shop", "catalog", "catalogue", "phone", "mail", "mobile")
DEALS = ("deal", "discount", "sale", "coupon", "promotion")
ANSWERED = re.compile(r"\b(?:accepted|responded|answered|opened|clicked)\b", re.IGNORECASE)


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
    if trait.name.startswith(CATEGORY + "other_categories"):
        return "All smaller categories together: {here} of their spend on average; of everyone else's, {rest}."
    if category is not None:
        return f"{_upper(category)}: {{here}} of their spend on average; of everyone else's, {{rest}}."
    if channel is not None:
        return f"On average {{here}} of their spend comes through {channel}; of everyone else's, {{rest}}."
    return f"{_upper(trait.label)}: {{here}} on average; everyone else, {{rest}}."


def defined(trait: Trait, more: bool) -> tuple[str, str]:
    """The two halves of the sentence that states a forming trait: the group's median, and that of all customers.

    more    whether the group's median is the larger one.
    """
    if more and trait.name in AGO:
        return AGO[trait.name]
    if trait.name in DEFINED:
        return DEFINED[trait.name]
    spent = spent_on(trait)
    if spent is not None:
        return f"Half of them spent {{here}} or {{side}} on {spent}{{span}}", "of all customers, half {all} or {side}"
    own = f"{_upper(trait.label)}: half of them have {{here}} or {{side}}{{span}}"
    return own, "of all customers, half {all} or {side}"


def member(trait: Trait) -> str:
    """The phrase that gives a typical member the median."""
    if trait.name in MEMBER:
        return MEMBER[trait.name]
    spent = spent_on(trait)
    if spent is not None:
        return f"{{here}} spent on {spent}"
    if trait.label.startswith("Days "):
        return f"{{here}} {trait.label.removeprefix('Days ')}"
    if counts(trait):
        return f"{{here}} {lowered(trait.label)}"
    return f"{lowered(trait.label)} {{here}}"


def counts(trait: Trait) -> bool:
    """Whether the trait counts things that its label names, as "Web purchases" does."""
    return trait.kind == "numeric" and not trait.unit and bool(THINGS.search(trait.label))


def spent_on(trait: Trait) -> str | None:
    """What the money of a spend column went to, None for other traits.

    >>> spent_on(Trait("mnt_wines", "Spend on wines", "value", "numeric", "currency"))
    'wines'
    """
    return trait.label.removeprefix(SPEND_ON) if trait.label.startswith(SPEND_ON) else None


def bought_through(trait: Trait) -> str | None:
    """The channel whose purchases the trait counts, None for other traits.

    >>> bought_through(Trait("num_web_purchases", "Web purchases", "behavioural", "numeric"))
    'web'
    """
    found = COUNTED.match(trait.label)
    return found.group(1).lower() if found and found.group(1).lower() in CHANNELS else None


def way(channel: str) -> str:
    """How somebody is reached: through the catalog, by mail.

    >>> way("catalog"), way("mail"), way("Marketplace")
    ('through the catalog', 'by mail', 'through Marketplace')
    """
    return WAYS.get(channel.lower(), "through {}").format(channel)


def bought_on(trait: Trait) -> str | None:
    """The kind of price cut whose purchases the trait counts, None for other traits."""
    found = COUNTED.match(trait.label)
    return found.group(1).lower() if found and found.group(1).lower() in DEALS else None


def answered(trait: Trait) -> bool:
    """Whether the trait says that a customer answered a campaign."""
    return trait.kind == "flag" and bool(ANSWERED.search(trait.label))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
