"""What do these files say about the customers? The main verb: from raw sources to a study."""

from dataclasses import replace
from typing import Any

from coterie import features, guard, intake, measure, personas
from coterie.engine import Engine, open_engine
from coterie.methods import segments, value
from coterie.terms import (
    CustomerTable,
    Dataset,
    Evidence,
    Problem,
    Progress,
    Request,
    Results,
    Segmentation,
    Silent,
    Slice,
    Timeline,
    WrongWords,
)
from coterie.workflows.clock import Clock
from coterie.workflows.history import continued, earlier, followed
from coterie.workflows.limits import memory_mb, threads
from coterie.workflows.onward import followed_on
from coterie.workflows.study import Study
from coterie.workflows.words import parameters, title_of, version

STEPS = 8


def analyze(request: Request, progress: Progress | None = None) -> Study:
    """Read, check, describe, group, value and tell.

    request    what is asked; nothing else is read but the sources it names.
    progress   hears of each step.
    Raises     WrongWords, DataRefused (with every reason), Failed.
    """
    if not {"orders", "customers"} & request.sources.keys():
        raise WrongWords(Problem("COT-102", f"only {', '.join(sorted(request.sources))} were given"))
    clock = Clock(progress or Silent(), STEPS)
    engine = open_engine(request.engine, memory_mb=memory_mb(), threads=threads())
    try:
        results = _walk(engine, request, clock)
    except BaseException:
        engine.close()
        raise
    return Study(results, engine, parameters(request), clock.seconds())


def _walk(engine: Engine, request: Request, clock: Clock) -> Results:
    before = earlier(request)
    with clock.step("intake", "Reading and checking"):
        dataset = intake.load_by_place(
            engine, dict(request.sources), request.words, clock.within(), as_of=request.as_of
        )
    with clock.step("features", "Describing each customer"):
        timeline, table = _describe(engine, dataset, request)
        evidence = Evidence()
        evidence.extend(intake.evidence(dataset))
        evidence.extend(features.evidence(engine, dataset, table, timeline))
        inner, outer = features.slices(engine, timeline) if timeline else ((), None)
        features.release_described(engine)
    results = Results(
        title_of(request),
        dataset,
        timeline,
        table,
        evidence,
        seed=request.seed,
        version=version(),
        skipped=_not_given(dataset),
    )
    with clock.step("value", "Estimating what they will be worth"):
        results, yardsticks = _value(engine, results, request, inner, outer)
    with clock.step("segments", "Finding groups and judging them on later days"):
        found = segments.choose(
            table,
            inner,
            outer,
            method=request.method,
            k=request.segments,
            seed=request.seed,
            yardsticks=yardsticks,
            grids=dataset.mapping.grids,
            budget_seconds=request.budget if request.method == "all" else segments.QUICK,
            settings=request.settings,
        )
        found = _told(continued(found, table, before), table, request)
        evidence.extend(segments.evidence(found, table, outer))
        results = replace(results, segmentation=found, skipped={**results.skipped, **found.skipped})
    with clock.step("cohorts", "Following cohorts and orders over time"):
        results = followed_on(engine, results, request)
        features.release_followed(engine)
    with clock.step("evidence", "Testing what sets each group apart"):
        evidence.extend(measure.relation_statistics(table, seed=request.seed))
        evidence.extend(measure.given_statistics(table, found, seed=request.seed))
        evidence.extend(measure.stage_statistics(table, found, floor=guard.size_floor(len(table))))
        statistics, findings = measure.profile(table, found, results.value, outer)
        evidence.extend(statistics)
        results = replace(results, findings=tuple(findings))
    with clock.step("personas", "Telling the groups as people"):
        results = replace(results, how=tuple((s.name, s.why, s.rows, s.sql) for s in engine.log))
        told = guard.may_be_told({s.id: s.size for s in found.segments}, guard.size_floor(len(table)))
        if told.sentence:
            results = _skip(results, "personas", told.sentence)
        results = replace(results, personas=personas.compose(results, floor=told.floor))
        results = replace(results, verdict=personas.judge(results))
    with clock.step("following", "Following each customer"):
        return replace(results, table=followed(engine, table, found, before))


def _told(found: Segmentation, table: CustomerTable, request: Request) -> Segmentation:
    """The segmentation with its maps and the smallest change of each rule."""
    found = segments.with_reach(segments.with_map(found, table, seed=request.seed), table)
    if request.method != "all":  # the map of neighbours takes seconds, and only who looks closely wants it
        return found
    return segments.with_neighbours(found, table, seed=request.seed)


def _describe(engine: Engine, dataset: Dataset, request: Request) -> tuple[Timeline | None, CustomerTable]:
    features.prepare(engine, dataset)
    intake.release_lines(engine)  # from here on everything reads the compact tables
    if not dataset.has("orders"):
        return None, features.customer_table(engine, dataset, None)
    timeline = features.timeline(engine, dataset, as_of=request.as_of, holdout=request.holdout, unit=request.unit)
    return timeline, features.customer_table(engine, dataset, timeline.whole)


def _value(
    engine: Engine, results: Results, request: Request, inner: tuple[Slice, ...], outer: Slice | None
) -> tuple[Results, dict[str, Any]]:
    """The results with values, and what the fit on the past expected of each customer of the holdout."""
    timeline = results.timeline
    if timeline is None:
        return _skip(results, "value", "no orders were given, so there is nothing to estimate value from"), {}
    now = features.btyd_summary(engine, timeline.whole, request.unit)
    past = features.btyd_summary(engine, timeline.past, request.unit) if timeline.past else None
    windows = [(each, each.past.window) for each in inner]
    pasts = [(features.btyd_summary(engine, window, request.unit), each) for each, window in windows if window]
    try:
        found = value.estimate(
            now,
            past,
            outer,
            pasts,
            horizon=request.horizon,
            seed=request.seed,
            discount=request.economics.discount,
            model=request.value,
            margin=request.economics.margin,
            fixed=value.fixed_traits(results.table, request.value_traits) if request.value_traits else None,
        )
    except value.NotEnough as reason:
        return _skip(results, "value", str(reason)), {}
    results.evidence.extend(value.evidence(found))
    results = replace(results, value=found, skipped={**results.skipped, **found.skipped})
    if past is None or outer is None or found.calibration is None:
        return results, {}
    past = value.knowing(found.calibration, past, results.table)
    return results, {"predicted value": value.expected_in(outer, past, found.calibration)}


def _skip(results: Results, part: str, reason: str) -> Results:
    return replace(results, skipped={**results.skipped, part: reason})


def _not_given(dataset: Dataset) -> dict[str, str]:
    """What other sources would have allowed, as reasons under ``skipped``."""
    reasons = {
        "attitudes": (("responses", "texts"), "no survey answers or reviews were given"),
        "causal": (("touches",), "no campaign contacts were given"),
    }
    return {part: reason for part, (kinds, reason) in reasons.items() if not any(dataset.has(k) for k in kinds)}
