"""What may be said of a group? Templates that take statistics and make a sentence, or nothing."""

import math
from collections.abc import Callable, Sequence

from coterie.personas import phrases, wording
from coterie.personas.facts import Facts, keys, window_of
from coterie.terms import Finding, Sentence, Statistic, Trait
from coterie.terms.numbers import lowered
from coterie.terms.people import Block

LIMIT = 6  # sentences a block holds at most, the strongest differences
LEAST, FEW = 0.2, 3  # of many forming traits those are stated in which the group stands apart at all
ALL_ALIVE, STAYED = 0.99, 0.5
FLOOR = 30  # customers below which a share would tell of few people
ALONGSIDE, NOTICED = 2, 0.05  # what goes with the definition: so many traits, whose medians lie so far apart
NEARLY_ALL = 0.98  # a trait known for fewer customers than this says for how many
PULLED = "the one in the middle is told, because values far off pull the average"
SIZES = ((0.5, "small"), (0.8, "medium"), (float("inf"), "large"))  # Cohen (1988): 0.2, 0.5 and 0.8 deviations


def headline(facts: Facts) -> Sentence:
    """Size, share of customers, share of revenue."""
    size, share, revenue = facts.own("customers"), facts.own("share_of_customers"), facts.own("share_of_revenue")
    parts = []
    if size:
        parts.append(f"{wording.count(size.estimate)} customers")
    if share:
        parts.append(f"{wording.share(share.estimate)} of all")
    text = ", ".join(parts)
    if revenue:
        text += f"; {wording.share(revenue.estimate)} of revenue"
    return Sentence("definition", text or facts.segment.name, "measured", keys(size, share, revenue))


def definition(facts: Facts) -> list[Sentence]:
    """The traits that made the group, by how far it stands from everyone else in them, and its rule."""
    told: list[tuple[float, str, Sentence]] = []
    segmentation = facts.results.segmentation
    for name in segmentation.forming if segmentation else ():
        trait = facts.trait(name)
        sentence = _forming(facts, trait) if trait else None
        if sentence:
            effects = [facts.results.evidence[key].estimate for key in sentence.stats[2:]]
            told.append((-abs(effects[0]) if effects else 0.0, name, sentence))
    told.sort(key=lambda each: each[:2])
    clear = [each for each in told if each[0] <= -LEAST] if len(told) > FEW else told
    sentences = [sentence for _, _, sentence in clear[:LIMIT]]
    stated = rule(facts)
    return [*sentences, *_alongside(facts), *([stated] if stated else [])]


def _alongside(facts: Facts) -> list[Sentence]:
    """Known traits that hang together with those that made the group: stated, and never called a finding."""
    size = facts.own("customers")
    told = []
    for name in phrases.DEFINED:
        trait, own, everyone = facts.trait(name), facts.own(f"median:{name}"), facts.everyone(f"median:{name}")
        if trait is None or own is None or everyone is None or own.role != "described" or size is None:
            continue
        apart = abs(own.estimate - everyone.estimate) > NOTICED * max(abs(own.estimate), abs(everyone.estimate))
        if own.n >= NEARLY_ALL * size.estimate and apart and facts.tell(own) != facts.tell(everyone):
            text = _median(facts, trait, own, everyone)
            told.append(_sentence("definition", text, keys(own, everyone), tag="goes with it"))
    return told[:ALONGSIDE]


def _forming(facts: Facts, trait: Trait) -> Sentence | None:
    """One forming trait: median and interval, or the level that sets it furthest apart."""
    if trait.kind == "numeric":
        own, everyone = facts.own(f"median:{trait.name}"), facts.everyone(f"median:{trait.name}")
        if own is None or everyone is None:
            return None
        text = _median(facts, trait, own, everyone)
        return _sentence("definition", text, keys(own, everyone, facts.effect(trait.name)), tag="made the group")
    levels = trait.levels or ("yes",)
    effects = [(level, effect) for level in levels if (effect := facts.effect(trait.name, level)) is not None]
    if not effects:
        return None
    level, effect = max(effects, key=lambda each: each[1].estimate)
    own, everyone = facts.own(f"share:{trait.name}={level}"), facts.everyone(f"share:{trait.name}={level}")
    if own is None or everyone is None:
        return None
    here, whole = wording.both(own.estimate, everyone.estimate, "share")
    text = f"{_named(trait, level)}: {here} of them{_bracket(facts, own)}; of all customers, {whole}."
    return _sentence("definition", text, keys(own, everyone, effect), tag="made the group")


def _median(facts: Facts, trait: Trait, own: Statistic, everyone: Statistic) -> str:
    """A forming trait's median beside that of all customers."""
    things = trait.unit in wording.SINGULAR and trait.unit != "days"
    fewer = "fewer" if things or phrases.counts(trait) else "less"
    side = "more" if own.estimate >= everyone.estimate else fewer
    told = {"here": facts.tell(own), "all": facts.tell(everyone), "span": _bracket(facts, own), "side": side}
    here, whole = (half.format(**told) for half in phrases.defined(trait, own.estimate > everyone.estimate))
    if trait.name == "orders":
        here = phrases.ONCE[0] if own.estimate == 1 else here
        whole = phrases.ONCE[1] if everyone.estimate == 1 else whole
    elif own.estimate == 0 and own.unit not in ("currency", "days"):
        here = f"{wording.opened(trait.label)}: at least half of them have none"
    return f"{here}; {whole}." if told["here"] != told["all"] else f"{here}, as of all customers."


def rule(facts: Facts) -> Sentence | None:
    """The plain filter that stands in for the group, and how well it does."""
    plain = facts.segment.rule
    precision, coverage = facts.own("rule_precision"), facts.own("rule_coverage")
    if plain is None or not plain.conditions or precision is None or coverage is None:
        return None
    limits: dict[str, dict[str, Statistic]] = {}
    chosen: dict[str, tuple[str, ...]] = {}
    for name, sign, bound in plain.conditions:
        if isinstance(bound, tuple):
            chosen[name] = bound
            continue
        limit = facts.own(f"rule:{name} {sign}")
        if limit is None:
            return None
        limits.setdefault(name, {})[sign] = limit
    words = wording.listing(
        [
            _levels(facts, name, chosen[name]) if name in chosen else _condition(facts, name, limits[name])
            for name in dict.fromkeys(name for name, _, _ in plain.conditions)
        ]
    )
    text = (
        f"A plain filter comes close: {words}. Of those it selects, {wording.share(precision.estimate)} belong to the "
        f"group; it finds {wording.share(coverage.estimate)} of the group."
    )
    shares = [facts.own(f"share:{name}={level}") for name, levels in chosen.items() for level in levels]
    stats = keys(precision, coverage, *(limit for each in limits.values() for limit in each.values()), *shares)
    return _sentence("definition", text, stats, tag="filter")


def _levels(facts: Facts, name: str, levels: tuple[str, ...]) -> str:
    """The levels of a category that a filter lets in; where they are most of them, those that it leaves out."""
    trait = facts.trait(name)
    label = lowered(trait.label) if trait else name
    rest = [level for level in trait.levels if level not in levels] if trait else []
    if len(levels) > len(rest) > 0 and len(levels) > 2:
        return f"{label} other than {' or '.join(rest)}"
    return f"{label} {' or '.join(levels)}"


def _condition(facts: Facts, name: str, limits: dict[str, Statistic]) -> str:
    """The conditions on one trait in words; whole things are told whole: "below 31.5 days" is "31 or less"."""
    trait = facts.trait(name)
    label = lowered(trait.label) if trait else name
    low, high = limits.get(">="), limits.get("<")
    if trait is not None and trait.kind == "ordered" and trait.levels:
        first = math.ceil(low.estimate) if low else 0
        last = math.ceil(high.estimate) if high else len(trait.levels)
        return f"{label} {' or '.join(trait.levels[first:last])}"
    least = _limit(facts, name, low, 1.0) if low else ""
    most = _limit(facts, name, high, 0.0) if high else ""
    whole = high is not None and name in phrases.WHOLE and not float(high.estimate).is_integer()
    if low and high:
        return f"{label} {least} to {most if whole else f'under {most}'}"
    return f"{label} {least} or more" if low else f"{label} {most} or less" if whole else f"{label} under {most}"


def _limit(facts: Facts, name: str, limit: Statistic, up: float) -> str:
    """A threshold as it is said; between two whole things the one above (up is 1) or below (0)."""
    value = limit.estimate
    if name in phrases.WHOLE and not float(value).is_integer():
        return wording.number(value // 1 + up)
    return facts.tell(limit) if limit.unit in ("currency", "share") else wording.number(value)


def findings(facts: Facts, block: Block, *groups: str) -> list[Sentence]:
    """What sets the group apart in traits that had no part in making it: at most six, the strongest first."""
    return [_found(facts, block, *each) for each in facts.findings(*groups)[:LIMIT]]


def _found(facts: Facts, block: Block, finding: Finding, trait: Trait, effect: Statistic) -> Sentence:
    """One finding: the distribution here and among everyone else."""
    both = facts.compare((finding, trait, effect))
    own, here, other = both.stats[0], both.here, both.other
    stats = list(both.stats)
    middle, whole = (side(f"median:{trait.name}") for side in (facts.own, facts.everyone))
    if phrases.answered(trait):
        text = f"{here} of them {lowered(trait.label)}; of everyone else, {other}."
    elif finding.level:
        text = f"{_named(trait, finding.level)}: {here} of them; of everyone else, {other}."
    elif facts.is_pulled(trait) and middle is not None and whole is not None:
        text = f"{_median(facts, trait, middle, whole).removesuffix('.')} ({PULLED})."
        stats = [middle, whole, effect]
    else:
        text = phrases.compared(trait).format(here=here, rest=other)
    size = facts.own("customers")
    if size and own.n < NEARLY_ALL * size.estimate:
        known = f" (known for {wording.count(own.n)} of {wording.count(size.estimate)} customers)."
        text = text.removesuffix(".") + known
        stats.append(size)
    return _sentence(block, text, keys(*stats), tag=difference(effect))


def difference(effect: Statistic) -> str:
    """The tag of a finding: how large the difference is, in words; the number with its interval is its evidence."""
    word = next(word for limit, word in SIZES if abs(effect.estimate) < limit)
    return f"{word} difference"


def value(facts: Facts) -> list[Sentence]:
    """What a customer of the group is worth, how many still are customers, what is at risk."""
    makers = (_worth, _alive, _risk)
    found = [sentence for make in makers if (sentence := make(facts)) is not None]
    if found:
        return found
    reason = facts.results.skipped.get("value", "there are no orders to estimate it from")
    return [absent("value", f"What they will be worth: not estimated. {_as_sentence(reason)}")]


def _worth(facts: Facts) -> Sentence | None:
    mean, months = facts.own("clv_mean"), facts.everyone("horizon_months")
    if mean is None or months is None or mean.low is None or mean.high is None:
        return None
    low, high = facts.money(max(mean.low, 0.0)), facts.money(mean.high)
    bring = f"next to nothing or up to {high}" if mean.low < 0.01 * mean.high else f"{low} to {high}"
    one = f"a single one may bring {bring} ({wording.share(mean.level or 0.8)} range)"
    kind = facts.results.value.money if facts.results.value else "revenue"
    text = f"Worth {facts.money(mean.estimate)} of {kind} each over the next {facts.tell(months)} on average; {one}."
    return _sentence("value", text, keys(mean, months), kind="derived", tag="value model")


def _alive(facts: Facts) -> Sentence | None:
    alive = facts.own("mean_p_alive")
    if alive is None:
        return None
    if not _sees_leaving(facts):
        everyone = facts.everyone("mean_p_alive")
        taken = f" It takes {wording.share(everyone.estimate)} of all for customers still." if everyone else ""
        text = f"Who has left: not known; the value model cannot tell from these orders.{taken}"
        return Sentence("value", text, "absent", keys(everyone))
    if _once(facts):
        return absent("value", "Who has left: not known; the value model cannot tell of those who ordered once.")
    still = wording.share(alive.estimate)
    text = f"By the value model {still} of them are still customers; the others have probably left."
    return _sentence("value", text, keys(alive), kind="derived", tag="value model")


def tells_who_left(facts: Facts) -> bool:
    """Whether the value model can tell who of the group has left; where it cannot, it tells nothing of risk."""
    return _sees_leaving(facts) and not _once(facts)


def _once(facts: Facts) -> bool:
    """Whether the group is taken for customers because half of it ordered once: nobody can be missed by no pace."""
    orders, alive = facts.own("median:orders"), facts.own("mean_p_alive")
    return orders is not None and orders.estimate == 1 and (alive is None or alive.estimate >= STAYED)


def _sees_leaving(facts: Facts) -> bool:
    """Whether the value model sees anybody leave, and does not take nearly all for active."""
    everyone = facts.everyone("mean_p_alive")
    return everyone is None or everyone.estimate < ALL_ALIVE


def _risk(facts: Facts) -> Sentence | None:
    risk = facts.own("value_at_risk")
    if risk is None or risk.estimate < 1 or not tells_who_left(facts):
        return None
    text = (
        f"{wording.opened(facts.money(risk.estimate))} a year is lost or at risk: what each spent a year so far, times "
        "the chance that the customer has left."
    )
    return _sentence("value", text, keys(risk), kind="derived", tag="value model")


def future(facts: Facts) -> list[Sentence]:
    """What the group did in the days that were kept apart."""
    ratio, rate = facts.ratio("holdout_spend_ratio"), facts.own("holdout_repeat_rate")
    everyone = facts.everyone("holdout_repeat_rate")
    window = window_of(rate) if rate else None
    if rate is None or everyone is None or window is None:
        why = facts.results.timeline.why_not if facts.results.timeline else "There are no orders to follow."
        why = why or "No days were kept apart."
        return [absent("future", f"What they do next: not measured. {_as_sentence(why)}")]
    days = f"From {wording.day(window[0])} to {wording.day(window[1])}, days the model had not seen,"
    found = []
    if ratio and ratio.low is not None and ratio.high is not None:
        bounds = wording.span(ratio.low, ratio.high, wording.ratio_unit(ratio.estimate))
        spent = wording.against(ratio.estimate, "what all customers did")
        text = f"{days} a customer of this group spent on average {spent} ({bounds})."
        found.append(_sentence("future", text, keys(ratio), tag="held out"))
    here, other = wording.both(rate.estimate, everyone.estimate, "share")
    start = "In those days" if found else days
    text = f"{start} {here} of them ordered{_bracket(facts, rate)}; of all customers, {other}."
    return [*found, _sentence("future", text, keys(rate, everyone), tag="held out")]


def alike(facts: Facts) -> Sentence:
    """That no fact about customers sets the group apart, with what is most frequent here and everywhere."""
    told: list[str] = []
    stats: list[Statistic] = []
    for trait in facts.results.table.traits:
        both = _most_frequent(facts, trait)
        if both is not None and len(told) < ALONGSIDE:
            level, own, everyone = both
            here, whole = wording.both(own.estimate, everyone.estimate, "share")
            told.append(f"{lowered(_named(trait, level))} {here} of them, {whole} of all")
            stats += [own, everyone]
    text = "Who they are: nothing known sets them apart clearly from everyone else"
    text += f". Most frequent: {'; '.join(told)}." if told else "."
    return Sentence("demographic", text, "absent", keys(*stats))


def _most_frequent(facts: Facts, trait: Trait) -> tuple[str, Statistic, Statistic] | None:
    """The level of a demographic trait that most of the group have, with its share here and of all customers."""
    if trait.group != "demographic" or trait.kind not in ("ordered", "categorical"):
        return None
    shares = [(s, level) for level in trait.levels if (s := facts.own(f"share:{trait.name}={level}")) is not None]
    own, level = max(shares, key=lambda each: each[0].estimate, default=(None, ""))
    everyone = facts.everyone(f"share:{trait.name}={level}")
    return (level, own, everyone) if own is not None and everyone is not None and own.n >= FLOOR else None


def coverage(facts: Facts) -> Sentence | None:
    """For how many of the group any demographic is known, where that is not nearly everyone."""
    size = facts.own("customers")
    if size is None:
        return None
    known: Statistic | None = None
    for trait in facts.results.table.traits:
        if trait.group != "demographic":
            continue
        metrics = [f"mean:{trait.name}"] if trait.kind == "numeric" else []
        metrics += [f"share:{trait.name}={level}" for level in (trait.levels or ("yes",))]
        for found in (facts.own(metric) for metric in metrics):
            known = found if found and (known is None or found.n > known.n) else known
    if known is None or known.n >= NEARLY_ALL * size.estimate:
        return None
    text = f"Who they are is known for {wording.count(known.n)} of the {wording.count(size.estimate)} customers only."
    return _sentence("demographic", text, keys(known, size), tag="coverage")


def absent(block: Block, text: str) -> Sentence:
    """A sentence that says what was not measured, and why, in the place where it would have stood."""
    return Sentence(block, text, "absent")


def act(block: Block, text: str, *rests_on: Statistic) -> Sentence:
    """A sentence of the playbook: derived, and no more than an association until somebody tests it."""
    return Sentence(block, text, "derived", keys(*rests_on), "association", "association")


def first_of(makers: Sequence[Callable[[Facts], Sentence | None]], facts: Facts, limit: int) -> list[Sentence]:
    """The sentences that can be made, in order, up to a limit."""
    return [sentence for make in makers if (sentence := make(facts)) is not None][:limit]


def _named(trait: Trait, level: str) -> str:
    """A level as people say it: the trait's name with the level, a flag by its name alone."""
    label = wording.opened(trait.label)
    return label if trait.kind == "flag" else f"{label} {level}"


def _bracket(facts: Facts, statistic: Statistic) -> str:
    """The interval in brackets; nothing where it is as narrow as the number itself."""
    if statistic.low is None or statistic.high is None:
        return ""
    tell = wording.teller(statistic.unit, facts.currency)
    if tell(statistic.low) == tell(statistic.high):
        return ""
    bounds = wording.span(statistic.low, statistic.high, statistic.unit, facts.currency)
    return f" ({bounds.removesuffix(wording.NBSP + statistic.unit)})"


def _sentence(block: Block, text: str, stats: tuple[str, ...], *, kind: str = "measured", tag: str = "") -> Sentence:
    return Sentence(block, text, "derived" if kind == "derived" else "measured", stats, tag=tag)


def _as_sentence(text: str) -> str:
    return wording.opened(text.strip().rstrip(".")) + "."
