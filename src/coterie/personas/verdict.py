"""What may be acted on, what must be checked first, what do the data not support? The answer before the detail."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from coterie.personas import actions, columns, wording
from coterie.personas.claims import absent
from coterie.personas.doubts import beaten, doubts
from coterie.personas.facts import Facts, keys, window_of
from coterie.terms import Results, Sentence, Statistic, Verdict
from coterie.terms.numbers import lowered

LIMIT = 4
AVERAGE = 1.0


def judge(results: Results) -> Verdict:
    """The verdict of a study: one sentence as its answer, then up to four lines in each of three columns.

    act           what the statistics support: whom to write to first, which groups kept their promise in the days the
                  model had not seen (a ratio whose interval lies above the average customer's), where to spend little.
    check         what may make the numbers wrong: see ``doubts``.
    unsupported   what cannot be said from these data, with the reason and, where known, how large a test must be.

    results    a study with evidence; ``personas`` and ``verdict`` are not read.
    """
    return Verdict(
        headline=_headline(results),
        act=tuple(_act(results)[:LIMIT]),
        check=tuple(doubts(results)[:LIMIT]),
        unsupported=tuple(_unsupported(results)[:LIMIT]),
    )


def every(results: Results) -> list[Facts]:
    """The look-ups of each segment, in order."""
    return [Facts(results, s) for s in results.segmentation.segments] if results.segmentation else []


def _headline(results: Results) -> Sentence:
    segmentation, groups = results.segmentation, every(results)
    k = results.evidence.find("k", "segmentation")
    if segmentation is None or not groups:
        reason = results.skipped.get("segments", "the data do not carry them")
        return Sentence("definition", f"No groups: {reason.rstrip('.')}.", "absent")
    many = f"{wording.opened(wording.spelled(len(groups)))} {'group' if len(groups) == 1 else 'groups'}"
    shares = [(f.own("share_of_revenue"), f.own("share_of_customers")) for f in groups]
    known = [(r, c) for r, c in shares if r is not None and c is not None]
    if known:
        revenue, customers = max(known, key=lambda each: each[0].estimate - each[1].estimate)
        bring = f"{wording.share(revenue.estimate)} of revenue"
        text = f"{many}; {_part(customers)} {bring}"
        return Sentence("definition", text, "measured", keys(k, customers, revenue))
    largest, name = max(((f.own("share_of_customers"), f.segment.name) for f in groups), key=_size)
    if largest is None or len(groups) == 1:
        return Sentence("definition", many, "measured", keys(k))
    text = f"{many}; the largest, {wording.share(largest.estimate)} of customers: {lowered(name)}"
    return Sentence("definition", text, "measured", keys(k, largest))


def _size(each: tuple[Statistic | None, str]) -> float:
    return each[0].estimate if each[0] is not None else 0.0


def _part(customers: Statistic) -> str:
    """A group as the subject of the headline: "one in nine customers brings", "41 % of customers bring"."""
    part = wording.part(customers.estimate)
    if part is None:
        return f"{wording.share(customers.estimate)} of customers bring"
    return f"{part} customers {'brings' if part.startswith('one') else 'bring'}"


def _act(results: Results) -> list[Sentence]:
    groups = every(results)
    makers: tuple[Callable[[list[Facts]], Sentence | None], ...] = (_write_first, _best, _rank, _spare)
    found = [sentence for make in makers if (sentence := make(groups)) is not None]
    found = found or [*_address(groups)]
    if not found and results.timeline is None and results.segmentation is not None:
        text = "Nothing yet: without orders or answers to a campaign nothing says what would work on which group."
        return [absent("do", f"{text} Try the same offer on all of them, and count.")]
    return found or [absent("do", "Nothing yet: no group stands out in a way that the data support.")]


def _address(groups: list[Facts]) -> Iterator[Sentence]:
    """Without orders to judge on: what each group's own answers and spending suggest."""
    for facts in groups:
        found = columns.ask_again(facts) or columns.show_spend(facts)
        if found is not None:
            text = f"{facts.segment.name}: {lowered(found.text)}"
            yield replace(found, text=text)


def _lost(groups: list[Facts]) -> tuple[Facts, Statistic] | None:
    """The group with the largest yearly spend at risk among those that can be won back, with that spend."""
    at_risk = [(f, risk) for f in groups if (risk := f.own("value_at_risk")) is not None and actions.win_back(f)]
    return max(at_risk, key=lambda each: each[1].estimate, default=None)


def _write_first(groups: list[Facts]) -> Sentence | None:
    """Whom to win back; else who is overdue."""
    found = _lost(groups)
    if found is None:
        return _write_to_late(groups)
    facts, risk = found
    size, away = facts.own("customers"), facts.own("median:recency_days")
    if size is None or away is None:
        return None
    text = (
        f"Write to {facts.segment.name} ({wording.count(size.estimate)} customers) first: {facts.money(risk.estimate)} "
        f"a year is lost or at risk, and half of them have stayed away {facts.tell(away)} or more."
    )
    return Sentence("do", text, "derived", keys(size, risk, away), "association", "association")


def _write_to_late(groups: list[Facts]) -> Sentence | None:
    """The overdue customers of the group in which they spent most."""
    overdue = [(f, found) for f in groups if (found := actions.late(f)) is not None]
    if not overdue:
        return None
    facts, (words, stats) = max(overdue, key=lambda each: each[1][1][1].estimate)
    number = wording.count(stats[0].estimate)
    text = f"Write first to {number} customers of {facts.segment.name}: they {words}."
    return Sentence("do", text, "derived", keys(*stats), "association", "association")


def _best(groups: list[Facts]) -> Sentence | None:
    """The group that kept its promise best in the days the model had not seen; its past where none were kept apart."""
    judged = [(f, ratio) for f in groups if (ratio := f.ratio("holdout_spend_ratio")) and (ratio.low or 0) > AVERAGE]
    if not judged:
        return _largest(groups)
    facts, ratio = max(judged, key=lambda each: each[1].estimate)
    revenue = facts.own("share_of_revenue")
    brought = f"{wording.share(revenue.estimate)} of revenue so far, and " if revenue else ""
    spent = wording.against(ratio.estimate, "the spend of the average customer")
    text = f"Look after {facts.segment.name}: {brought}{spent} in the days the model had not seen."
    tag = f"held out · {wording.span(ratio.low or 0.0, ratio.high or 0.0, 'ratio')}"
    return Sentence("do", text, "measured", keys(ratio, revenue), "association", tag)


def _largest(groups: list[Facts]) -> Sentence | None:
    shares = [(f, r, c) for f in groups if (r := f.own("share_of_revenue")) and (c := f.own("share_of_customers"))]
    if not shares:
        return None
    facts, revenue, customers = max(shares, key=lambda each: each[1].estimate)
    text = (
        f"Look after {facts.segment.name}: {wording.share(customers.estimate)} of customers, "
        f"{wording.share(revenue.estimate)} of revenue so far."
    )
    return Sentence("do", text, "measured", keys(revenue, customers), "association", "so far")


def _rank(groups: list[Facts]) -> Sentence | None:
    """How much of later spend the customers brought whom the groups ranked highest."""
    if not groups:
        return None
    results = groups[0].results
    chosen = next((s for s in results.segmentation.scoreboard if s.chosen), None) if results.segmentation else None
    if chosen is None or beaten(results) is not None:
        return None
    top = results.evidence.find("top20_share", f"method:{chosen.method}-{chosen.k}", policy="holdout")
    if top is None or top.low is None or top.high is None or top.low <= 0.2:
        return None
    text = (
        f"Spend by these groups: the fifth of customers they rank highest brought {wording.share(top.estimate)} of "
        "all spend in the days the model had not seen."
    )
    return Sentence(
        "do", text, "measured", keys(top), "association", f"held out · {wording.span(top.low, top.high, 'share')}"
    )


def _spare(groups: list[Facts]) -> Sentence | None:
    """The large group that brought far less than its share in the days the model had not seen."""
    quiet = [(f, ratio, size) for f in groups if (ratio := actions.quiet(f)) and (size := f.own("share_of_customers"))]
    if not quiet:
        return None
    facts, ratio, size = max(quiet, key=lambda each: each[2].estimate)
    window = window_of(ratio)
    days = f" from {wording.day(window[0])} to {wording.day(window[1])}" if window else ""
    text = (
        f"Spend little on {facts.segment.name}: {wording.share(size.estimate)} of customers, and "
        f"{wording.against(ratio.estimate, 'the average spend')}{days}."
    )
    unit = wording.ratio_unit(ratio.estimate)
    tag = f"held out · {wording.span(ratio.low or 0.0, ratio.high or 0.0, unit)}"
    return Sentence("do", text, "measured", keys(ratio, size), "association", tag)


def _unsupported(results: Results) -> list[Sentence]:
    """What these data do not say."""
    dataset, found = results.dataset, []
    if results.timeline is None:
        found.append(absent("future", "Whether the groups predict anything: no orders were given to follow."))
    elif results.timeline.holdout is None:
        why = results.timeline.why_not or "no days were kept apart"
        found.append(absent("future", f"Whether the groups predict anything: {_low(why)}."))
    if "value" in results.skipped or results.value is None:
        reason = results.skipped.get("value", "there are no orders to estimate it from")
        found.append(absent("value", f"What customers will be worth: {_low(reason)}."))
    if not dataset.has("touches"):
        found.append(_campaigns(results))
    if not (dataset.has("responses") or dataset.has("texts")):
        found.append(absent("attitude", "What customers think and feel: no survey or reviews were given."))
    told = {"value", "segments", "attitudes", "causal", "holdout"}
    for part, reason in sorted(results.skipped.items()):
        if part not in told:
            found.append(absent("test", f"{wording.opened(part.replace('_', ' ').replace(':', ' '))}: {_low(reason)}."))
    if results.segmentation is not None and results.segmentation.unjudged and beaten(results) is None:
        found.append(absent("future", f"{wording.opened(results.segmentation.unjudged.rstrip('.'))}."))
    return found


def _campaigns(results: Results) -> Sentence:
    """That nothing is known about what a campaign would change, and how large a test would tell."""
    text = "What a campaign would change: no campaign data were given."
    sizes = [
        (f, size, risk.estimate if (risk := f.own("value_at_risk")) else 0.0)
        for f in every(results)
        if (size := f.own("test_size")) is not None
    ]
    arms = results.evidence.find("test_arms", "everyone")
    if not sizes or arms is None:
        return absent("test", text)
    _, size, _ = max(sizes, key=lambda each: each[2])
    tag = f"run a test: {wording.count(arms.estimate)} × {wording.count(size.estimate)}"
    return Sentence("test", text, "absent", keys(size, arms), tag=tag)


def _low(text: str) -> str:
    """A reason as the end of a sentence: no stop, a small first letter unless it is a name or an abbreviation."""
    plain = text.strip().rstrip(".")
    return lowered(plain)
