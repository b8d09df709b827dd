"""What is each segment like, and where does it truly differ? The profile: every number of it a statistic."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.measure.discovery import benjamini_hochberg, selected_level
from coterie.measure.later import later_statistics
from coterie.measure.outcomes import holdout_statistics, overdue_statistics, revenue_statistics, value_statistics
from coterie.measure.pairs import Groups, Pair, level_codes, level_pairs, numeric_pairs
from coterie.measure.roles import role_of
from coterie.terms import CustomerTable, Finding, Segmentation, Slice, Statistic, Trait, ValueResult

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 0.05  # false-discovery rate of the family
LEAST_EFFECT = 0.2  # standard deviations; below it a difference may be certain and still not worth a sentence
FAMILY = "held traits x segments"


def profile(
    table: CustomerTable, segmentation: Segmentation, value: ValueResult | None, outer: Slice | None, *, seed: int = 0
) -> tuple[list[Statistic], list[Finding]]:
    """The statistics of every segment, and the findings: held traits in which a segment differs from everyone else.

    Shares have Wilson's interval, means Student's, medians that of order statistics, held-out spend a bootstrap over
    customers. A finding is a pair of held trait (or level) and segment with a false-discovery adjusted p value of at
    most 0.05 (Benjamini and Hochberg 1995, over all eligible pairs, fixed from the margins before looking), an effect
    of at least 0.2 standard deviations, and an interval adjusted for selection (Benjamini and Yekutieli 2005) that
    leaves out 0. Traits that formed the segments are never tested.

    table         one row a customer, in the order of ``segmentation.now.labels``; NaN and None are unknown.
    value         its arrays are matched by customer id; None leaves the value statistics out.
    outer         customers as of the end of the past, in the order of ``segmentation.past.labels``, and what they did
                  in the days kept apart; None leaves the held-out statistics out.
    Returns       statistics under the names of the evidence, and findings, strongest first within each segment.
    """
    groups = Groups.of([s.id for s in segmentation.segments], segmentation.now.labels, str(table.window or ""))
    statistics = [*revenue_statistics(table, groups), *overdue_statistics(table, groups)]
    statistics += rule_limits(table, segmentation)
    pairs: list[Pair] = []
    for trait in table.traits:
        found, more = _trait_profile(trait, table, segmentation, groups)
        statistics += found
        pairs += more
    effects, findings = discoveries(pairs, groups)
    statistics += effects
    if outer is not None and segmentation.past is not None:
        statistics += holdout_statistics(outer, segmentation.past.labels, groups, seed=seed)
        statistics += later_statistics(outer, segmentation.past.labels, groups, seed=seed)
    if value is not None:
        statistics += value_statistics(table, value, groups)
    return statistics, findings


def _trait_profile(
    trait: Trait, table: CustomerTable, segmentation: Segmentation, groups: Groups
) -> tuple[list[Statistic], list[Pair]]:
    """Statistics and comparisons of one trait; none for constants, ids and dates."""
    role = role_of(trait, segmentation.forming, table)
    column: NDArray[Any] = table.columns[trait.name]
    if trait.kind == "numeric":
        return numeric_pairs(trait, np.asarray(column, dtype=np.float64), groups, role)
    if trait.kind in ("flag", "ordered", "categorical"):
        codes, levels = level_codes(trait, column)
        return level_pairs(trait, codes, levels, groups, role)
    return [], []


def rule_limits(table: CustomerTable, segmentation: Segmentation) -> list[Statistic]:
    """The thresholds of each segment's plain rule, so that the numbers of a filter are evidence too."""
    units = {trait.name: trait.unit for trait in table.traits}
    found: dict[str, Statistic] = {}
    for segment in segmentation.segments:
        for trait, sign, limit in segment.rule.conditions if segment.rule else ():
            if isinstance(limit, tuple):  # words, whose shares are evidence already
                continue
            statistic = Statistic(
                f"rule:{trait} {sign}",
                f"segment:{segment.id}",
                float(limit),
                n=segment.size,
                unit=units.get(trait, ""),
                how="threshold of a decision tree",
                definition="Threshold of the plain filter that stands in for the segment.",
            )
            # Of two limits on one side the tighter one decides.
            known = found.get(statistic.key)
            tighter = known is None or (limit > known.estimate if sign == ">=" else limit < known.estimate)
            found[statistic.key] = statistic if tighter or known is None else known
    return list(found.values())


def discoveries(pairs: Sequence[Pair], groups: Groups) -> tuple[list[Statistic], list[Finding]]:
    """The effect of every pair as a statistic, tested where it is eligible, and the findings among them."""
    told = [pair for pair in pairs if not np.isnan(pair.contrast.effect[pair.group])]
    family = [i for i, pair in enumerate(told) if pair.role == "held" and pair.eligible]
    p = np.array([told[i].contrast.p[told[i].group] for i in family])
    q = dict(zip(family, benjamini_hochberg(p).tolist(), strict=True))
    chosen = {i for i in family if q[i] <= RATE and abs(told[i].contrast.effect[told[i].group]) >= LEAST_EFFECT}
    level = selected_level(len(chosen), len(family), RATE)
    effects: list[Statistic] = []
    findings: list[tuple[int, float, Finding]] = []
    for i, pair in enumerate(told):
        effect = _effect(pair, groups, level if i in chosen else None, q.get(i))
        effects.append(effect)
        if i in chosen and effect.low is not None and effect.high is not None and effect.low * effect.high > 0:
            name = groups.names[pair.group]
            finding = Finding(name, pair.trait.name, pair.level, effect.key, pair.here.key, pair.rest.key)
            findings.append((pair.group, -abs(effect.estimate), finding))
    findings.sort(key=lambda found: (found[0], found[1], found[2].trait, found[2].level))
    return effects, [finding for _, _, finding in findings]


def _effect(pair: Pair, groups: Groups, level: float | None, q: float | None) -> Statistic:
    """The standardised difference of a pair; ``level`` is the adjusted confidence where it was selected."""
    low, high = pair.contrast.bounds(pair.group, level or 1 - RATE)
    measure = "Difference of shares over the standard deviation of everyone" if pair.level else "Hedges' g"
    how = "Agresti-Caffo" if pair.level else "Welch"
    return Statistic(
        metric=f"effect:{pair.trait.name}" + (f"={pair.level}" if pair.level else ""),
        population=groups.population(pair.group),
        baseline="rest",
        estimate=float(pair.contrast.effect[pair.group]),
        low=low,
        high=high,
        level=level or 1 - RATE,
        how=f"{how}, adjusted for selection (Benjamini and Yekutieli 2005)" if level else how,
        n=pair.here.n + pair.rest.n,
        unit="sd",
        window=groups.window,
        p=None if q is None else float(pair.contrast.p[pair.group]),
        q=q,
        family=FAMILY if q is not None else "",
        role=pair.role,
        parents=(pair.here.key, pair.rest.key),
        definition=f"{measure}: the segment against everyone else, in standard deviations.",
    )
