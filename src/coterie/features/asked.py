"""Which steps give the traits that a saved model reads, and nothing else? For scoring where no file is read."""

from collections.abc import Mapping, Sequence

from coterie.engine import Step, ident, literal
from coterie.features import baskets, btyd, facts, rfm, rhythm
from coterie.terms import MONEY_SCALE, Problem, Trait, WrongWords

_SOURCES: tuple[tuple[Step, Sequence[Trait]], ...] = (
    (rfm.RFM, rfm.TRAITS),
    (rhythm.RHYTHM, rhythm.TRAITS),
    (
        baskets.BASKETS,
        (
            baskets.VALUE,
            baskets.LINES,
            baskets.PRODUCTS,
            baskets.UNITS,
            baskets.RETURNS,
            baskets.DISCOUNTS,
            baskets.WEEKEND,
            *baskets.HOURS,
        ),
    ),
)
TRAITS = "traits"


def order_trait_steps(names: Sequence[str]) -> list[Step]:
    """The steps from ``orders`` to ``traits``: a row for each customer with an order, and ``btyd`` for value models.

    names     traits that the model reads.
    Raises    WrongWords (COT-605) naming every trait that has no SQL of its own yet.
    """
    known = {t.name: (step, t) for step, traits in _SOURCES for t in traits}
    _refuse([n for n in names if n not in known])
    # Recency, orders and revenue are always there: they say who is a customer, and readers look for them.
    wanted = tuple(dict.fromkeys((*(t.name for t in rfm.TRAITS), *names)))
    used = list(dict.fromkeys(known[n][0].name for n in wanted))
    steps = [
        *facts.order_days(ids=True, named=True),
        facts.PURCHASE_DAYS,
        *(s for s, _ in _SOURCES if s.name in used),
        btyd.BTYD,
    ]
    parts = [f"{known[n][0].name}.{n}" for n in wanted]
    money = {n for n in wanted if known[n][1].unit == "currency"}
    columns = [
        f"cast({part} as double) / {literal(float(MONEY_SCALE))} as {name}"
        if name in money
        else f"cast({part} as double) as {name}"
        for part, name in zip(parts, wanted, strict=True)
    ]
    joins = "".join(f" left join {s} on {s}.customer_id = rfm.customer_id" for s in used if s != "rfm")
    sql = f"select rfm.customer_id, {', '.join(columns)} from rfm{joins}"
    return [*steps, Step(TRAITS, sql, "One row per customer: the traits that the model reads, money in currency.")]


def attribute_trait_steps(names: Sequence[str], traits: Mapping[str, Trait], types: Mapping[str, str]) -> list[Step]:
    """The step from ``customers`` to ``traits``, for a study of attributes alone.

    names     traits that the model reads; traits: all traits of the study by name.
    types     attribute name -> DOUBLE, DATE, BOOLEAN or VARCHAR, as the customers table has it.
    Raises    WrongWords (COT-605) naming every trait that cannot be read from the table alone.
    """
    _refuse([n for n in names if n not in types or n not in traits])
    columns = [f"{_attribute(traits[n], types[n])} as {ident(n)}" for n in names]
    sql = f"select customer_id, {', '.join(columns)} from customers"
    return [Step(TRAITS, sql, "One row per customer: the traits that the model reads.")]


def _attribute(trait: Trait, kind: str) -> str:
    name = ident(trait.name)
    if trait.kind in ("ordered", "categorical"):
        text = name if kind == "VARCHAR" else f"cast(cast({name} as bigint) as varchar)"
        whens = " ".join(f"when {literal(level)} then {i}" for i, level in enumerate(trait.levels))
        return f"cast(case {text} {whens} end as double)"
    if kind == "BOOLEAN":
        return f"case when {name} then 1.0e0 when not {name} then 0.0e0 end"
    if kind == "DOUBLE":
        return name
    raise WrongWords(Problem("COT-605", f"the trait {trait.name} ({trait.kind}) is read from {kind}"))


def _refuse(names: Sequence[str]) -> None:
    if names:
        raise WrongWords([Problem("COT-605", f"the model reads the trait {n}") for n in names])
