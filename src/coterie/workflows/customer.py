"""What is known of one customer? Her row, and how the chance that she is still one has gone."""

from typing import Any

from coterie import features, report
from coterie.engine import Engine, Frame, to_frame
from coterie.methods import value
from coterie.terms import Problem, Results, WrongWords


class CustomerView:
    """One customer: her row of the customers table, her orders, and how the chance that she is still one has gone.

    ``history`` is None where the study has no values.
    """

    def __init__(self, results: Results, engine: Engine, customer: str) -> None:
        columns = report.customer_columns(results)
        place = results.table.ids.tolist().index(customer)
        self.id = customer
        self._row = {name: values[place : place + 1] for name, values in columns.items()}
        self._history = history_of(results, engine, customer)
        self._days = None if results.months is None else features.customer_days_of(engine, customer)

    def __repr__(self) -> str:
        known = ((name, values[0]) for name, values in self._row.items())
        return "\n".join(f"{name}: {value}" for name, value in known if value is not None and value == value)

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
    def orders(self) -> Frame | None:
        """One row a day with an order or a return: orders, lines, revenue after returns; None without orders."""
        return None if self._days is None else to_frame(self._days)

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
    if not len(bought):
        return None
    traits = value.traits_of(answer.fit, results.table, customer)
    return value.alive_history(answer.fit, customer, bought, timeline.whole.as_of, answer.unit, traits)


def view(results: Results, engine: Engine, customer: object) -> CustomerView:
    """One customer of a study.

    Raises    WrongWords (COT-144) for an id that the study does not know.
    """
    if str(customer) not in set(results.table.ids.tolist()):
        raise WrongWords(Problem("COT-144", f"the customer {customer!r}"))
    return CustomerView(results, engine, str(customer))
