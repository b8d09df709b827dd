"""Which of two customers or segments is worth more, and how sure is that? A question to a study that is still open."""

from coterie.methods import value
from coterie.terms import Problem, Results, WrongWords
from coterie.workflows.study import Study


def worth_more(study: Study, first: object, second: object, *, months: int | None = None) -> float:
    """The probability that one customer or segment is worth more than another in the time ahead.

    study           a study with values that is still open.
    first, second   ids of two customers, or ids or names of two segments; of segments the mean customer is compared.
    months          time ahead, 1 to 120; None: the horizon of the study.
    Returns         0 to 1, parameters and chance included; equal values count half.
    Raises          WrongWords: a name that is neither (COT-144), no values (COT-145), months out of range (COT-105).
    """
    results = study.results
    if results.value is None or results.timeline is None:
        raise WrongWords(Problem("COT-145", f"comparing {first!r} with {second!r}"))
    ahead = results.value.horizon.months if months is None else months
    if not isinstance(ahead, int) or isinstance(ahead, bool) or not 1 <= ahead <= 120:
        raise WrongWords(Problem("COT-105", f"a time ahead of {ahead} months"))
    summary = study.summary_of_value()
    chosen = [_segment(results, each) for each in (first, second)]
    days = ahead * 365.25 / 12
    if None not in chosen:
        assert results.segmentation is not None
        labels = value.labels_of(summary.ids, results.table.ids, results.segmentation.now.labels)
        found = value.chances(results.value.fit, summary, labels, len(results.segmentation.segments), days=days)
        return float(found[chosen[0], chosen[1]])
    places = [value.place_of(summary, str(each)) for each in (first, second)]
    unknown = [each for each, at in zip((first, second), places, strict=True) if at is None]
    if unknown:
        raise WrongWords([Problem("COT-144", repr(each)) for each in unknown])
    one, other = (int(at) for at in places if at is not None)
    return value.customer_is_worth_more(results.value.fit, summary, one, other, days=days, seed=results.seed)


def _segment(results: Results, name: object) -> int | None:
    """The number of the segment of that id or name, None for what is none."""
    found = results.segmentation.segments if results.segmentation else ()
    return next((k for k, s in enumerate(found) if str(name) in (s.id, s.name)), None)
