"""How does a saved model read as SQL? Layers of expressions, each over the columns of the one before.

A layer is a table of new columns, name to expression; a scorer is a list of layers whose last ones hold ``label``
(0 to k - 1) and, for soft forms, ``membership_0`` and so on. Doubles are written with an exponent, every comparison
has a total order (of equals the lower number wins), and powers and logarithms are kept inside the range of a double,
because some databases stop with an error where others answer 0.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from coterie.engine import Step, ident, literal
from coterie.methods.forms.model import Model
from coterie.methods.forms.preparation import Column
from coterie.terms import Problem, WrongWords

Layer = Mapping[str, str]


@runtime_checkable
class InSql(Protocol):
    """A form that can write its scorer as SQL."""

    def to_sql(self, inputs: Sequence[str]) -> tuple[Layer, ...]:
        """Layers that end with ``label`` and the memberships.

        inputs    SQL of what the form reads, one a trait.
        """


@runtime_checkable
class InSteps(Protocol):
    """A form whose scorer compares with more than fits into one row: steps of its own."""

    def to_steps(self, inputs: Sequence[str], source: str) -> tuple[Step, ...]:
        """Steps of which the last has all columns of ``source`` and ``label``."""


def score_steps(model: Model, source: str, segments: Sequence[tuple[str, str]]) -> list[Step]:
    """The steps that give every row of a table its label, segment and memberships; the last is ``scored``.

    source      a table with the columns ``model.traits`` as doubles, NULL where missing.
    segments    (id, name) of each label.
    Raises      WrongWords (COT-712) for a form that has no SQL.

    Columns made on the way begin with an underscore or carry the trait's name after ``_bounded_`` and ``_prepared_``.
    """
    form = model.form
    if not isinstance(form, InSql | InSteps):
        why = getattr(form, "no_sql", "")
        raise WrongWords(Problem("COT-712", f"the study groups customers by {model.method}{why and ': '}{why}"))
    layers: list[tuple[str, Layer, str]] = []
    inputs = [ident(t) for t in model.traits]
    if model.preparation is not None:
        columns = model.preparation.columns
        bounded = {f"_bounded_{c.name}": bounded_sql(c, ident(c.name)) for c in columns}
        prepared = {f"_prepared_{c.name}": prepared_sql(c, ident(f"_bounded_{c.name}")) for c in columns}
        layers.append(("bounded", bounded, "Missing traits filled, extremes set to the bounds of the study."))
        layers.append(("prepared", prepared, "Traits transformed, centred and scaled as in the study."))
        inputs = [ident(name) for name in prepared]
    steps, source = _layered(layers, source)
    if isinstance(form, InSteps):
        more = list(form.to_steps(inputs, source))
    else:
        why = f"Each customer against the groups of the {model.method} model."
        more, _ = _layered([(f"compared_{i}", layer, why) for i, layer in enumerate(form.to_sql(inputs), 1)], source)
    return [*steps, *more, _named_step(more[-1].name, segments)]


def _layered(layers: Sequence[tuple[str, Layer, str]], source: str) -> tuple[list[Step], str]:
    """A step for each layer, on top of a table, and the name of the last one."""
    steps = []
    for name, layer, why in layers:
        made = ", ".join(f"{sql} as {ident(column)}" for column, sql in layer.items())
        steps.append(Step(name, f"select *, {made} from {source}", why, keep=False))
        source = name
    return steps, source


def _named_step(source: str, segments: Sequence[tuple[str, str]]) -> Step:
    whens = " ".join("when {} then {}".format(i, "{}") for i in range(len(segments)))
    segment = f"case label {whens.format(*(literal(i) for i, _ in segments))} end as segment"
    name = f"case label {whens.format(*(literal(n) for _, n in segments))} end as segment_name"
    return Step("scored", f"select *, {segment}, {name} from {source}", "The segment of each customer by id and name.")


def bounded_sql(column: Column, value: str) -> str:
    """SQL: the value or what stands in for a missing one, within the bounds.

    >>> bounded_sql(Column("x", 2.0, 0.0, 9.0, "none", 0.0, 1.0), "x")
    'case when x is null then 2.0e0 when x < 0.0e0 then 0.0e0 when x > 9.0e0 then 9.0e0 else x end'
    """
    fill = min(max(column.fill, column.low), column.high)
    return (
        f"case when {value} is null then {literal(fill)} when {value} < {literal(column.low)} then "
        f"{literal(column.low)} when {value} > {literal(column.high)} then {literal(column.high)} else {value} end"
    )


def prepared_sql(column: Column, value: str) -> str:
    """SQL: a bounded value after transform, centring and scaling."""
    if column.transform == "log1p":
        value = f"ln(1.0e0 + {value})"
    elif column.transform == "asinh":
        size = f"ln(abs({value}) + pow({value} * {value} + 1.0e0, 0.5e0))"
        value = f"(case when {value} < 0.0e0 then -{size} else {size} end)"
    return f"({value} - {literal(column.centre)}) / {literal(column.scale)}"


def answer_step(model: Model, segments: Sequence[tuple[str, str]], *, valued: bool) -> Step:
    """The last step: traits, segment, memberships and, where there is ``worth``, the values of each customer.

    segments    (id, name) of each label.
    valued      whether a step ``worth`` stands beside ``scored``.
    """
    traits = [t for t in ("recency_days", "orders", "revenue") if valued and t not in model.traits]
    columns = ["scored.customer_id", *(f"scored.{ident(t)}" for t in (*traits, *model.traits))]
    columns += ["scored.segment", "scored.segment_name"]
    soft = isinstance(model.form, InSql) and "membership_0" in model.form.to_sql(model.traits)[-1]
    if soft:
        columns += [f"scored.membership_{i} as {ident(f'membership_{each}')}" for i, (each, _) in enumerate(segments)]
    joined = ""
    if valued:
        columns += ["worth.p_alive", "worth.expected_orders", "worth.clv"]
        joined = " left join worth on worth.customer_id = scored.customer_id"
    return Step("answer", f"select {', '.join(columns)} from scored{joined}", "One row per customer: the answer.")
