"""What should one do for this group, and on what evidence? A playbook of documented rules over statistics.

Each rule reads statistics, never a sensitive demographic, and makes a sentence or nothing. None of them rests on an
experiment, so the best grade here is *association*; a test is an *assumption* until it was run.

===============  ==================================================================  ===============================
rule             when                                                                says
===============  ==================================================================  ===============================
win back         the median customer has been away at least 1.5 times as long as     write, naming the yearly spend
                 usual, 5 to 80 % still are customers by the value model, and their  that may be lost
                 share of revenue is at least half their share of customers
overdue          at least 30 customers ordered last longer ago than twice their own  write to those, naming what they
                 usual gap                                                           spent a year
second order     at least half of the group ordered once                             win a second order
look after       share of revenue at least 1.5 times the share of customers, and     look after them in person
                 no win back
remind           the usual gap is a week or more and even (variation of the median   remind before the next is due
                 customer < 0.8), and the median customer is not yet two gaps late
even pace        the same, with a usual gap of at most 60 days                       need supplies at an even pace
show a category  a finding: they spend more of their money on it                     show it first
no discounts     on average at most 10 % of their spend was on discount              don't send discounts
no spending      at most 10 % still are customers by the value model                 don't pay for letters
little effort    in the days held apart they spent less than half of the average,    don't spend much on them
                 the interval included, and no win back
returns          a finding: more of what they buy comes back                         don't push larger orders
when             a finding: more orders at a time of the day or at the weekend       write then
campaign         a finding: more (or fewer) of them answered an earlier campaign     ask again, or don't count on it
spend, channel   without order lines: the spend or purchase column in which the      show that first, reach them there
                 group stands at least half a deviation above everyone else
===============  ==================================================================  ===============================
"""

from coterie.personas import phrases, wording
from coterie.personas.claims import absent, act, first_of, tells_who_left
from coterie.personas.columns import (
    ask_again,
    counted_through,
    need_deals,
    need_spend,
    no_campaigns,
    offer_deals,
    show_spend,
)
from coterie.personas.facts import Comparison, Facts, keys
from coterie.personas.phrases import category_of, channel_of
from coterie.terms import Sentence, Statistic
from coterie.terms.numbers import lowered

LIMIT = 3
ENOUGH = 30  # customers a line of its own needs; fewer could be recognised
AWAY, MORE, EVEN, LITTLE, HALF = 1.5, 1.5, 0.8, 0.1, 0.5
WEEK, SUPPLIES = 7, 60  # a usual gap in days: nobody is reminded more often; what is bought more rarely is no supply
TIMES = {
    "morning_share": "in the morning",
    "afternoon_share": "in the afternoon",
    "evening_share": "in the evening",
    "weekend_share": "at the weekend",
}


def needs(facts: Facts) -> list[Sentence]:
    """What the group seems to look for, from what it buys more than everyone else."""
    found = first_of([_need_category, need_spend, _need_price, need_deals, _need_rhythm], facts, LIMIT)
    return found or [absent("needs", "What they need: not known. Nothing they buy sets them apart clearly.")]


def do(facts: Facts) -> list[Sentence]:
    """What to do."""
    makers = [win_back, _overdue, _second_order, _look_after, _remind, ask_again, _show_category, show_spend]
    found = first_of(makers, facts, LIMIT)
    return found or [absent("do", "Treat them like everyone: nothing measured calls for more.")]


def dont(facts: Facts) -> list[Sentence]:
    """What to leave."""
    makers = [_no_discounts, _no_spending, _little_effort, _no_larger_orders, no_campaigns, _not_by_demographics]
    found = first_of(makers, facts, LIMIT)
    return found or [absent("dont", "What to leave: nothing measured speaks against a way of reaching them.")]


def channel(facts: Facts) -> list[Sentence]:
    """Where and when to reach them."""
    found = first_of([_through, counted_through, _when], facts, 2)
    text = "Which channel reaches them best: not known. No channel or time sets them apart clearly."
    return found or [absent("channel", text)]


def offer(facts: Facts) -> list[Sentence]:
    """Which offer suits them, as far as what they bought says."""
    found = first_of([_offer_category, _offer_price, offer_deals], facts, 2)
    return found or [absent("offer", "Which offer works: not known. Try one against another.")]


def test(facts: Facts) -> list[Sentence]:
    """How large a test must be to see a difference."""
    size, rate, customers = facts.own("test_size"), facts.own("holdout_repeat_rate"), facts.own("customers")
    lift, arms = facts.everyone("test_lift"), facts.everyone("test_arms")
    if size is None and rate is not None and lift is not None and rate.estimate > 0:
        text = (
            f"Test what they spend, not whether they order: {wording.share(rate.estimate)} ordered in the days kept "
            f"apart, which leaves no room for a rise of {wording.share(lift.estimate)}."
        )
        return [Sentence("test", text, "derived", keys(rate, lift), "assumption", "test first")]
    if not (size and rate and customers and lift and arms):
        return [absent("test", "How large a test must be: not known. No days were kept apart to reckon it from.")]
    groups = f"{wording.count(arms.estimate)}{wording.NBSP}×{wording.NBSP}{wording.count(size.estimate)} customers"
    rise = f"a rise of {wording.share(lift.estimate)} in the share who order"
    now = f"{wording.share(rate.estimate)} in the days kept apart"
    if arms.estimate * size.estimate <= customers.estimate:
        text = f"Test before you spend: {groups}, one part written to and one not, are enough to see {rise} ({now})."
    else:
        text = (
            f"Test together with other groups: to show {rise} ({now}) takes {groups}, and this group has "
            f"{wording.count(customers.estimate)}."
        )
    return [Sentence("test", text, "derived", keys(size, rate, customers, lift, arms), "assumption", "test first")]


def win_back(facts: Facts) -> Sentence | None:
    """Customers who stayed away for long, of whom a part can still be reached."""
    alive, risk = facts.own("mean_p_alive"), facts.own("value_at_risk")
    own, usual = facts.own("median:recency_days"), facts.everyone("median:recency_days")
    if alive is None or risk is None or own is None or usual is None or not tells_who_left(facts):
        return None
    revenue, share = facts.own("share_of_revenue"), facts.own("share_of_customers")
    if revenue is not None and share is not None and revenue.estimate < HALF * share.estimate:
        return None
    if own.estimate < AWAY * max(usual.estimate, 1) or not 0.05 <= alive.estimate <= 0.8 or risk.estimate < 1:
        return None
    text = (
        f"Win them back first: {facts.money(risk.estimate)} a year is lost or at risk, and half of them have stayed "
        f"away {facts.tell(own)} or more (of all customers, half {facts.tell(usual)})."
    )
    return act("do", text, risk, own, usual, alive)


def quiet(facts: Facts) -> Statistic | None:
    """What they spent against the average, where it was far less in the days the model had not seen.

    None of a group to win back: both would be true of who has stayed away, and nobody could follow both.
    """
    ratio = facts.ratio("holdout_spend_ratio")
    if ratio is None or ratio.high is None or ratio.high >= HALF or win_back(facts):
        return None
    return ratio


def late(facts: Facts) -> tuple[str, tuple[Statistic, ...]] | None:
    """Those who are overdue by their own pace, where they are too many to be told apart: words and statistics."""
    number, spend, part = facts.own("overdue_customers"), facts.own("overdue_spend"), facts.own("overdue_share")
    if number is None or spend is None or part is None or number.estimate < ENOUGH or spend.estimate < 1:
        return None
    words = (
        f"last ordered longer ago than twice their usual gap, and together spent {facts.money(spend.estimate)} a year"
    )
    return words, (number, spend, part)


def _overdue(facts: Facts) -> Sentence | None:
    found = late(facts)
    if found is None:
        return None
    words, stats = found
    text = (
        f"Write to the {wording.count(stats[0].estimate)} who are overdue ({wording.share(stats[2].estimate)} of those "
        f"with a pace of their own): they {words}."
    )
    return act("do", text, *stats)


def _second_order(facts: Facts) -> Sentence | None:
    own, rate = facts.own("median:orders"), facts.own("holdout_repeat_rate")
    if own is None or own.estimate != 1:
        return None
    once = "Win a second order: at least half of them ordered only once"
    if rate is None:
        return act("do", f"{once}.", own)
    return act("do", f"{once}, and {wording.share(rate.estimate)} ordered in the days kept apart.", own, rate)


def _look_after(facts: Facts) -> Sentence | None:
    revenue, share = facts.own("share_of_revenue"), facts.own("share_of_customers")
    if revenue is None or share is None or revenue.estimate < MORE * share.estimate or win_back(facts):
        return None
    text = (
        f"Look after them in person and tell them first what is new: {wording.share(share.estimate)} of customers, "
        f"{wording.share(revenue.estimate)} of revenue."
    )
    return act("do", text, share, revenue)


def _rhythm(facts: Facts) -> tuple[str, Statistic, Statistic] | None:
    """The usual gap of the median customer, where it is even and the customer still keeps to it."""
    gap, variation = facts.own("median:median_gap_days"), facts.own("median:gap_variation")
    recency, size = facts.own("median:recency_days"), facts.own("customers")
    if gap is None or variation is None or recency is None or size is None:
        return None
    if min(gap.n, variation.n) < size.estimate / 2:  # told of most of them, not of a few
        return None
    if variation.estimate >= EVEN or gap.estimate < 2 or recency.estimate > 2 * gap.estimate:
        return None
    return facts.tell(gap), gap, variation


def _remind(facts: Facts) -> Sentence | None:
    found = _rhythm(facts)
    if found is None or found[1].estimate < WEEK:
        return None
    text = (
        "Remind them shortly before the next order is due: of those who came back, half usually did so within "
        f"{found[0]}."
    )
    return act("do", text, *found[1:])


def _need_rhythm(facts: Facts) -> Sentence | None:
    found = _rhythm(facts)
    if found is None or found[1].estimate > SUPPLIES:
        return None
    text = f"Supplies at an even pace: of those who came back, half usually did so within {found[0]}."
    return act("needs", text, *found[1:])


def _show_category(facts: Facts) -> Sentence | None:
    found = _category(facts)
    if found is None:
        return None
    name, both = found
    text = f"Show them {name} first: {both.here} of their spend on average; of everyone else's, {both.other}."
    return act("do", text, *both.stats)


def _need_category(facts: Facts) -> Sentence | None:
    found = _category(facts)
    if found is None:
        return None
    name, both = found
    text = f"More {name} than others: {both.here} of their spend on average; of everyone else's, {both.other}."
    return act("needs", text, *both.stats)


def _offer_category(facts: Facts) -> Sentence | None:
    found = _category(facts)
    if found is None:
        return None
    name, both = found
    return act("offer", f"Something from {name}, on which they spend more than others do.", *both.stats)


def _need_price(facts: Facts) -> Sentence | None:
    both = facts.more_of("discount_share")
    if both is None:
        return None
    text = f"A good price: on average {both.here} of their spend is on discount; of everyone else's, {both.other}."
    return act("needs", text, *both.stats)


def _offer_price(facts: Facts) -> Sentence | None:
    both = facts.more_of("discount_share")
    if both is None:
        return None
    text = f"A price offer: on average {both.here} of their spend was on discount; of everyone else's, {both.other}."
    return act("offer", text, *both.stats)


def _no_discounts(facts: Facts) -> Sentence | None:
    own = facts.own("mean:discount_share")
    if own is None or own.estimate > LITTLE:
        return None
    text = f"Don't send discounts: on average {wording.share(own.estimate)} of their spend was on one."
    return act("dont", text, own)


def _no_spending(facts: Facts) -> Sentence | None:
    alive = facts.own("mean_p_alive")
    if alive is None or alive.estimate > LITTLE or not tells_who_left(facts):
        return None
    still = wording.share(alive.estimate)
    text = f"Don't pay for letters or calls: by the value model {still} of them are still customers."
    return act("dont", text, alive)


def _little_effort(facts: Facts) -> Sentence | None:
    ratio = quiet(facts)
    if ratio is None or _no_spending(facts):  # one of the two is enough
        return None
    spent = wording.against(ratio.estimate, "what all customers did")
    text = f"Don't spend much on them: in the days the model had not seen each spent on average {spent}."
    return act("dont", text, ratio)


def _no_larger_orders(facts: Facts) -> Sentence | None:
    both = facts.more_of("return_share")
    if both is None:
        return None
    text = (
        f"Don't push larger orders: on average {both.here} of what they buy comes back; of everyone else's purchases, "
        f"{both.other}."
    )
    return act("dont", text, *both.stats)


def _not_by_demographics(facts: Facts) -> Sentence | None:
    """What describes people does not say what would work on them; sensitive traits steer nothing."""
    found = [each for each in facts.findings("demographic") if each[1].sensitive]
    if not found:
        return None
    labels = wording.listing([lowered(each[1].label) for each in found[:3]])
    text = f"Don't choose offers by such facts ({labels}): they describe people and do not say what would work."
    return Sentence("dont", text, "derived", tuple(each[2].key for each in found[:3]), "assumption", "assumption")


def _through(facts: Facts) -> Sentence | None:
    for found in facts.findings("behavioural"):
        name = channel_of(found[1])
        if name is not None and found[2].estimate > 0:
            both = facts.compare(found)
            spend = f"on average {both.here} of their spend comes that way; of everyone else's, {both.other}"
            text = f"Reach them {phrases.way(name)}: {spend}."
            return act("channel", text, *both.stats)
    return None


def _when(facts: Facts) -> Sentence | None:
    for name, words in TIMES.items():
        both = facts.more_of(name)
        if both is not None:
            orders = f"on average {both.here} of their orders come then, {both.other} of everyone else's"
            text = f"Write to them {words}: {orders}."
            return act("channel", text, *both.stats)
    return None


def _category(facts: Facts) -> tuple[str, Comparison] | None:
    """The category on which they spend more than everyone else, by the strongest finding."""
    for found in facts.findings("behavioural"):
        name = category_of(found[1])
        if name is not None and found[2].estimate > 0:
            return name, facts.compare(found)
    return None
