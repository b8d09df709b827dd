"""What is known of one customer, and which of two is worth more? Questions to a study that is still open."""

from typing import TYPE_CHECKING, Any

from coterie import features, report
from coterie.engine import Engine, Frame, to_frame
from coterie.methods import value
from coterie.terms import Problem, Results, WrongWords

if TYPE_CHECKING:
    from coterie.workflows.study import Study


class CustomerView:
    """One customer: her row of the customers table, and how the chance that she is still one has gone.

    ``history`` is None where the study has no values.
    """

    def __init__(self, results: Results, engine: Engine, customer: str) -> None:
        columns = report.customer_columns(results)
        place = results.table.ids.tolist().index(customer)
        self.id = customer
        self._row = {name: values[place : place + 1] for name, values in columns.items()}
        self._history = history_of(results, engine, customer)

    @property
    def row(self) -> Frame:
        """Her row: traits, segment, value, when she joined, orders next and may leave."""
        return to_frame(self._row)

    @property
    def history(self) -> Frame | None:
        """One row a day since her first order: day, p_alive, bought."""
        if self._history is None:
            return None
        return to_frame({name: getattr(self._history, name) for name in ("days", "p_alive", "bought")})

    @property
    def figure(self) -> Any:
        """The history as a Plotly figure.

        Raises    WrongWords (COT-145) where the study has no values.
        """
        if self._history is None:
            raise WrongWords(Problem("COT-145", f"the history of {self.id}"))
        return report.figures.alive_history(self._history)


def history_of(results: Results, engine: Engine, customer: str) -> Any:
    """Her chance day by day; None without values or for one who has no purchase day."""
    answer, timeline = results.value, results.timeline
    if answer is None or timeline is None:
        return None
    bought = features.purchase_days_of(engine, customer, timeline.whole)
    return value.alive_history(answer.fit, customer, bought, timeline.whole.as_of, answer.unit) if len(bought) else None


def view(results: Results, engine: Engine, customer: object) -> CustomerView:
    """One customer of a study.

    Raises    WrongWords (COT-144) for an id that the study does not know.
    """
    if str(customer) not in set(results.table.ids.tolist()):
        raise WrongWords(Problem("COT-144", f"the customer {customer!r}"))
    return CustomerView(results, engine, str(customer))


def worth_more(study: "Study", first: object, second: object, *, months: int | None = None) -> float:
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
