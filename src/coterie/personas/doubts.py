"""What should be checked before anyone acts? Doubts that the study has about itself, gravest first."""

from coterie.personas import wording
from coterie.personas.claims import NEARLY_ALL
from coterie.personas.facts import Facts, keys
from coterie.terms import Check, Results, Score, Sentence, Statistic
from coterie.terms.numbers import lowered

FRAGILE = 0.75  # mean bootstrap Jaccard below which a cluster is no stable pattern (Hennig 2007)
NO_CUSTOMER = (("code", "COT-401"),)
RANKED = {
    "predicted value deciles": "ranking by predicted value",
    "past-spend deciles": "ranking by past spend",
    "value-deciles": "ranking by value",
    "rfm-recipe": "ranking by the RFM grid that notebooks copy",
    "random": "drawing customers by lot",
    "tiers": "ranking by value tier",
}
SIMPLE = ("classic10", "klaviyo6", "quintile125", "shopify11", "tiers")  # that anybody can repeat, stable or not
GRAVE = {  # warnings of the quality report after which every sum may be wrong, and what each means
    "COT-511": "{} equal another line in every cell: if a file was exported or pasted twice, every sum is too high.",
    "COT-520": "One customer brings more than half of all revenue: if that is a stand-in or a mistyped amount, every "
    "share is wrong.",
    "COT-539": "{} bear customer numbers that a spreadsheet has shortened: different people count as one.",
}
GUESS = "COT-314"  # of a column: it counts no rows
GIVEN = "given: "  # before the column's name, in the scoreboard
ALIKE, APART = 0.65, 0.2  # adjusted Rand index: nearly the same groups, hardly related ones
UNSETTLED = 0.8  # share of customers whom past and present model place alike


def doubts(results: Results) -> list[Sentence]:
    """The doubts of a study, gravest first; empty where nothing was found.

    Sums that may be wrong altogether, rows without a customer, a value model that missed the days kept apart or a
    season, groups that a single trait made, groups that the customers file gives, fragile segments, something plain
    that did better than the groups (earlier where it lies above their interval, so that it is never left out),
    parameters at the edge of their range, customers who changed group, patchy demographics, warnings of the quality
    report.
    """
    sums, groups = (_grave, _nobody, _shortfall, _outdone, _season), (_single, _given, _fragile, beaten)
    makers = (*sums, *groups, _boundary, _moved, _patchy, _marked)
    found = [sentence for make in makers if (sentence := make(results)) is not None]
    return [sentence for at, sentence in enumerate(found) if sentence not in found[:at]]


def _grave(results: Results) -> Sentence | None:
    """The first warning of the quality report after which no sum can be trusted unseen."""
    for check in results.dataset.quality.checks:
        found = _counted(results, check)
        if check.grade == "warn" and check.code in GRAVE and found is not None:
            return _check(GRAVE[check.code].format(wording.counted(found.estimate, check.unit)), found, tag="quality")
    return None


def _nobody(results: Results) -> Sentence | None:
    find = results.evidence.find
    rows = find("rows_rejected", "orders", params=dict(NO_CUSTOMER))
    amount = find("amount_rejected", "orders", params=dict(NO_CUSTOMER))
    read = find("rows_read", "orders")
    if rows is None or read is None or rows.estimate <= 0.01 * read.estimate:
        return None
    worth = f", worth {wording.money(amount.estimate, results.dataset.currency)}" if amount else ""
    text = (
        f"{wording.count(rows.estimate)} of {wording.count(read.estimate)} order lines name no customer{worth}: the "
        "groups describe known buyers only."
    )
    return _check(text, rows, read, amount, tag="quality")


def _shortfall(results: Results) -> Sentence | None:
    find = results.evidence.find
    actual, expected = (find(f"orders_{what}", "everyone", policy="holdout") for what in ("actual", "expected"))
    if actual is None or expected is None or expected.low is None or expected.high is None:
        return None
    if expected.low <= actual.estimate <= expected.high:
        return None
    side = "low" if actual.estimate > expected.high else "high"
    bounds = wording.span(round(expected.low), round(expected.high), "")
    text = (
        f"Values are likely too {side}: for the days kept apart the model expected {wording.count(expected.estimate)} "
        f"orders ({bounds}), and {wording.count(actual.estimate)} came."
    )
    return _check(text, expected, actual, tag="held out")


def _season(results: Results) -> Sentence | None:
    """The stretch of the calendar in which far more or fewer orders came than the model expects."""
    miss = next((s for s in results.evidence if s.metric == "season_miss"), None)
    if miss is None:
        return None
    way = "fewer" if miss.estimate < 0 else "more"
    when = miss.population.removeprefix("days:")
    text = (
        f"The value model expects {wording.share(abs(miss.estimate))} {way} orders than came in {when}: it knows "
        "neither season nor campaign."
    )
    return _check(text, miss, tag="tracking")


def _fragile(results: Results) -> Sentence | None:
    segments = results.segmentation.segments if results.segmentation else ()
    found = [(f, s) for f in (Facts(results, each) for each in segments) if (s := f.own("stability"))]
    weak = sorted((each for each in found if each[1].estimate < FRAGILE), key=lambda each: each[1].estimate)
    if not weak:
        return None
    stats = [stability for _, stability in weak[:3]]
    names = [f"{f.segment.name} ({wording.share(s.estimate)})" for f, s in weak[:3]]
    others = " and others" if len(weak) > len(names) else ""
    which = "so much of it comes" if len(weak) == 1 else "so much of each comes"
    text = (
        f"Loosely held together: {wording.listing(names)}{others}; {which} back when other customers are drawn. Use "
        f"{'it' if len(weak) == 1 else 'them'} for offers, not for budgets."
    )
    return _check(text, *stats, tag="stability")


def beaten(results: Results) -> Sentence | None:
    """The strongest simple ranking, and the strongest ready-made groups, that did better in the days kept apart.

    A grid or value tiers are named where their share lies above the interval of the choice.
    """
    segmentation = results.segmentation
    board = segmentation.scoreboard if segmentation else ()
    chosen = next((score for score in board if score.chosen), None)
    own = _top(results, chosen) if chosen else None
    if segmentation is None or own is None:
        return None
    plain = [s for s in board if not s.candidate and not s.method.startswith(GIVEN)]
    others = [s for s in board if s.candidate and not s.chosen]
    ready = [s for s in others if s.method in segmentation.beaten_by]
    simple = [s for s in others if s.method in SIMPLE and _above(_top(results, s), own)]
    group = _strongest(results, ready, own)
    rival = _strongest(results, [*plain, *simple, *ready], own)
    if rival is None or rival == group:
        return _groups_did_better(group, own) if group else None
    here, other = wording.both(own.estimate, rival[1].estimate, "share")
    apart = rival[1].low is not None and own.high is not None and rival[1].low > own.high
    how = "is better" if apart else "is at least as good"
    text = (
        f"Only to pick the best customers, {_ranking(rival[0])} {how}: the fifth it puts first "
        f"brought {other} of later spend, the fifth of these groups {here}"
    )
    if group is None:
        return _check(f"{text}. Groups are for what to say.", own, rival[1], tag="held out")
    text += f", that of {_ready_made(group[0])} {wording.share(group[1].estimate)}. Groups are for what to say."
    return _check(text, own, rival[1], group[1], tag="held out")


def _outdone(results: Results) -> Sentence | None:
    """What did better than the groups, where its share lies above their interval."""
    found = beaten(results)
    if found is None:
        return None
    own, other = (results.evidence[key] for key in found.stats[:2])
    return found if _above(other, own) else None


def _strongest(results: Results, scores: list[Score], own: Statistic) -> tuple[Score, Statistic] | None:
    """The score with the largest share of later spend, where that is more than the choice's own."""
    found = [(s, top) for s in scores if (top := _top(results, s)) is not None and top.estimate > own.estimate]
    return max(found, key=lambda each: each[1].estimate, default=None)


def _above(other: Statistic | None, own: Statistic) -> bool:
    return other is not None and own.high is not None and other.estimate > own.high


def _groups_did_better(group: tuple[Score, Statistic], own: Statistic) -> Sentence:
    here, other = wording.both(own.estimate, group[1].estimate, "share")
    text = (
        f"Ready-made groups told later spend better: the fifth that {_ready_made(group[0])} put first brought {other} "
        f"of it, the fifth of these groups {here}."
    )
    return _check(text, own, group[1], tag="held out")


def _ready_made(score: Score) -> str:
    return "value tiers" if score.method == "tiers" else f"the grid {score.method}"


def _ranking(score: Score) -> str:
    plain = _ready_made(score) if score.candidate else score.method.replace("_", " ").replace("-", " ")
    return RANKED.get(score.method, f"ranking by {plain}")


def _single(results: Results) -> Sentence | None:
    """Groups that one trait made: whoever can filter has them already."""
    segmentation = results.segmentation
    k = results.evidence.find("k", "segmentation")
    if segmentation is None or k is None or len(segmentation.forming) != 1 or len(segmentation.segments) < 2:
        return None
    label = next((t.label for t in results.table.traits if t.name == segmentation.forming[0]), segmentation.forming[0])
    text = (
        f"The groups rest on a single trait, {lowered(label)}: a filter on it gives the same lists. Groups of "
        "people need orders, visits or answers beside it."
    )
    return _check(text, k, tag="segments")


def _given(results: Results) -> Sentence | None:
    """How the groups of the customers file compare with the found ones, and which told later spend better."""
    trait = next((t for t in results.table.traits if t.given), None)
    index = results.evidence.find("adjusted_rand", f"given:{trait.name}") if trait else None
    if trait is None or index is None or results.segmentation is None:
        return None
    how = (
        "nearly the same as" if index.estimate >= ALIKE else "hardly like" if index.estimate < APART else "partly like"
    )
    text = f"Your own groups, {trait.label}, are {how} these (agreement {index.estimate:.2f}, where the same "
    text += "groups have one and unrelated ones nought)"
    board = results.segmentation.scoreboard
    chosen = next((s for s in board if s.chosen), None)
    theirs = next((s for s in board if s.method == f"{GIVEN}{trait.name}"), None)
    own, other = (None if s is None else _top(results, s) for s in (chosen, theirs))
    if own is None or other is None:
        return _check(f"{text}.", index, tag="given groups")
    here, there = wording.both(own.estimate, other.estimate, "share")
    text += (
        f": the fifth that yours rank highest brought {there} of later spend, that of these groups {here}. Yours may "
        "have been made with those days in sight."
    )
    return _check(text, index, own, other, tag="held out")


def _top(results: Results, score: Score) -> Statistic | None:
    return results.evidence.find("top20_share", f"method:{score.method}-{score.k}", policy="holdout")


def _boundary(results: Results) -> Sentence | None:
    fit = results.value.fit if results.value else None
    if fit is None or not fit.boundary:
        return None
    names = wording.listing(list(fit.boundary))
    found = [results.evidence.find(f"param:{name}", "everyone") for name in fit.boundary]
    text = (
        f"The value model stopped at the edge of its range (parameter {names}): the data do not settle it, so read "
        "values as a ranking before you read them as money."
    )
    return _check(text, *found, tag="value model") if any(found) else None


def _moved(results: Results) -> Sentence | None:
    same = results.evidence.find("agreement", "segmentation")
    if same is None or same.estimate >= UNSETTLED:
        return None
    text = (
        f"Groups shift with new days: {wording.share(same.estimate)} of customers stay in the same group when the last "
        "days are added. Refresh lists before each use."
    )
    return _check(text, same, tag="agreement")


def _patchy(results: Results) -> Sentence | None:
    """Demographics that are known for a part of the customers only."""
    demographic = [t.name for t in results.table.traits if t.group == "demographic"]
    found = [c for name in demographic if (c := results.evidence.find(f"coverage:{name}", "everyone"))]
    if not found:
        return None
    best = max(found, key=lambda c: (c.estimate, c.key))
    if best.estimate >= NEARLY_ALL:
        return None
    text = (
        f"Who they are is known for {wording.share(best.estimate)} of {wording.count(best.n)} customers at most: read "
        "demographics as those of the known."
    )
    return _check(text, best, tag="coverage")


def _marked(results: Results) -> Sentence | None:
    """The first warning of the quality report that nothing above has told."""
    for check in results.dataset.quality.checks:
        told = check.code in GRAVE or (check.code in ("COT-529", "COT-510") and check.kind == "orders")
        found = _counted(results, check)
        if check.grade != "warn" or told or found is None:
            continue
        if check.code == GUESS:
            text = "What some columns hold was guessed and is not sure: hold the totals against your books first."
            return _check(text, found, tag="quality")
        where = f" in {check.column}" if check.column else ""
        what = f"{wording.counted(found.estimate, check.unit)}{where}"
        return _check(f"{check.title}: {what}. The part on data shows them.", found, tag="quality")
    return None


def _counted(results: Results, check: Check) -> Statistic | None:
    """What a check of the quality report counted, as a statistic."""
    return results.evidence.find("check", check.kind or "study", params={"code": check.code, "column": check.column})


def _check(text: str, *stats: Statistic | None, tag: str) -> Sentence:
    return Sentence("value", text, "measured", keys(*stats), tag=tag)
