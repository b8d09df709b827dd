"""How did customers and shop go on? Months of the shop, cohorts, payback, the tracking of orders, segments compared."""

from dataclasses import replace

from coterie import features
from coterie.engine import Engine
from coterie.methods import value
from coterie.terms import BtydSummary, Request, Results
from coterie.terms.cohorts import Cohorts

SEGMENT = "segment"


def followed_on(engine: Engine, results: Results, request: Request) -> Results:
    """The results with cohorts, and where values were estimated with tracking and the chances of segments.

    results    with a segmentation and, where the data carry them, values; their evidence gets what is found.
    """
    if results.timeline is None:
        return results
    window, answer, segmentation = results.timeline.whole, results.value, results.segmentation
    months = features.shop_months(engine, window)
    results = replace(results, months=months if answer is None else value.with_silent(months, answer))
    results = _cohorts(engine, results, request)
    if answer is None:
        return results
    summary = value.knowing(answer.fit, features.btyd_summary(engine, window, request.unit), results.table)
    if segmentation is not None:
        labels, ids = segmentation.now.labels, [s.id for s in segmentation.segments]
        results.evidence.extend(value.segment_chances(answer.fit, summary, results.table.ids, labels, ids))
    return _tracked(engine, results, summary)


def _cohorts(engine: Engine, results: Results, request: Request) -> Results:
    """Triangles by month, by what came first and by segment; with a cost, when each group has repaid it."""
    assert results.timeline is not None
    asked = request.economics
    journeys = features.journeys(engine, results.dataset, results.timeline.whole)
    found = value.triangles(journeys, margin=asked.margin)
    if results.segmentation is not None:
        names = tuple(s.id for s in results.segmentation.segments)
        labels = results.segmentation.now.labels
        found += (value.cohorts_of_labels(journeys, SEGMENT, names, results.table.ids, labels, margin=asked.margin),)
    if asked.acquisition_cost is not None:
        results.evidence.extend(value.cost_statistic(asked.acquisition_cost, journeys.window))
        everyone = value.everyone(journeys, margin=asked.margin)
        for cohorts in (everyone, *found):
            results.evidence.extend(
                value.payback_statistics(
                    cohorts, populations(cohorts), cost=asked.acquisition_cost, horizon=request.horizon
                )
            )
    return replace(results, cohorts=found)


def populations(cohorts: Cohorts) -> tuple[str, ...]:
    """What the groups of some cohorts are called in the evidence."""
    if cohorts.by in (SEGMENT, "everyone"):
        return tuple(f"segment:{name}" if cohorts.by == SEGMENT else name for name in cohorts.names)
    return tuple(f"cohort:{cohorts.by}={name}" for name in cohorts.names)


def _tracked(engine: Engine, results: Results, summary: BtydSummary) -> Results:
    """Orders by week beside what the fit on the past expects; the fit on all days where nothing was kept apart."""
    answer, timeline = results.value, results.timeline
    assert answer is not None and timeline is not None
    judged = answer.calibration is not None and timeline.past is not None
    fit = answer.calibration if judged and answer.calibration is not None else answer.fit
    seen = timeline.past if judged and timeline.past is not None else timeline.whole
    tracking = value.track(fit, features.arrivals(engine, timeline.whole, seen.as_of), summary)
    results.evidence.extend(value.season_statistic(tracking, timeline.whole))
    return replace(results, tracking=tracking)
