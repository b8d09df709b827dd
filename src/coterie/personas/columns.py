"""What do a customer file's own columns suggest, where there are no order lines? Rules over spend and purchase counts.

Each takes the column in which the group stands at least half a deviation above everyone else, or the strongest finding
in answers to earlier campaigns.
"""

from collections.abc import Callable

from coterie.personas import phrases
from coterie.personas.claims import act
from coterie.personas.facts import Comparison, Facts
from coterie.personas.phrases import answered, bought_on, bought_through, spent_on
from coterie.terms import Sentence, Statistic, Trait
from coterie.terms.numbers import lowered
from coterie.terms.people import Block

CLEAR = 0.5


def _most(facts: Facts, name_of: Callable[[Trait], str | None]) -> tuple[str, Statistic, Statistic] | None:
    """Of several like columns the one in which the group stands furthest above everyone else, with both medians."""
    best: tuple[float, str, Statistic, Statistic] | None = None
    for trait in facts.results.table.traits:
        name, effect = name_of(trait), facts.effect(trait.name)
        own, everyone = facts.own(f"median:{trait.name}"), facts.everyone(f"median:{trait.name}")
        if name is None or effect is None or own is None or everyone is None or effect.estimate < CLEAR:
            continue
        if own.estimate > everyone.estimate and (best is None or effect.estimate > best[0]):
            best = (effect.estimate, name, own, everyone)
    return best[1:] if best else None


def need_spend(facts: Facts) -> Sentence | None:
    """What they seem to look for, by the spend column in which they stand out."""
    found = _most(facts, spent_on)
    if found is None:
        return None
    name, own, everyone = found
    half = f"half of them spent {facts.tell(own)} or more"
    text = f"More {name} than others: {half}; of all customers, half {facts.tell(everyone)} or more."
    return act("needs", text, own, everyone)


def show_spend(facts: Facts) -> Sentence | None:
    """Show first what they spend most on, compared with everyone, where there are spend columns in place of lines."""
    found = _most(facts, spent_on)
    if found is None:
        return None
    name, own, everyone = found
    text = (
        f"Show them {name} first: half of them spent {facts.tell(own)} or more (all customers: {facts.tell(everyone)})."
    )
    return act("do", text, own, everyone)


def counted_through(facts: Facts) -> Sentence | None:
    """Reach them the way in which they count more purchases than everyone else."""
    found = _most(facts, bought_through)
    if found is None:
        return None
    name, own, everyone = found
    text = (
        f"Reach them {phrases.way(name)}: half of them bought {facts.tell(own)} times or more that way (all customers: "
        f"{facts.tell(everyone)})."
    )
    return act("channel", text, own, everyone)


def _campaign(facts: Facts, sign: int) -> tuple[str, Comparison] | None:
    """The strongest finding in answers to earlier campaigns, of that sign."""
    for found in facts.findings("behavioural"):
        if answered(found[1]) and found[2].estimate * sign > 0:
            return lowered(found[1].label), facts.compare(found)
    return None


def ask_again(facts: Facts) -> Sentence | None:
    """Ask again those of whom more answered an earlier campaign than of everyone else."""
    found = _campaign(facts, +1)
    if found is None:
        return None
    what, both = found
    text = f"Send them such a campaign again: {both.here} {what}; of everyone else, {both.other}."
    return act("do", text, *both.stats)


def no_campaigns(facts: Facts) -> Sentence | None:
    """Fewer of them than of everyone else answered an earlier campaign."""
    found = _campaign(facts, -1)
    if found is None or ask_again(facts) is not None:
        return None
    what, both = found
    text = f"Don't count on campaigns of that kind: {both.here} {what}; of everyone else, {both.other}."
    return act("dont", text, *both.stats)


def _deals(facts: Facts, block: Block, start: str) -> Sentence | None:
    found = _most(facts, bought_on)
    if found is None:
        return None
    name, own, everyone = found
    half = f"half of them made {facts.tell(own)} {name} purchases or more"
    return act(block, f"{start}: {half} (all customers: {facts.tell(everyone)}).", own, everyone)


def need_deals(facts: Facts) -> Sentence | None:
    """They look for a price cut: more purchases on one than everyone else has."""
    return _deals(facts, "needs", "A good price")


def offer_deals(facts: Facts) -> Sentence | None:
    """A price offer, for those with more purchases on a price cut."""
    return _deals(facts, "offer", "A price offer")
