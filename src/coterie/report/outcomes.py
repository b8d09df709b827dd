"""What do the columns of the customers table mean that are no traits? Group, surety and value, told as traits are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coterie.report.tables import column_name
from coterie.terms import Trait

RISKS = ("low", "middle", "high")
_HORIZON = "over the study's horizon"
_KNOWN = (
    Trait("segment", "Group", "behavioural", "categorical", "", "The id of the group the customer is in."),
    Trait("confidence", "Surety of the group", "behavioural", "numeric", "share",
          "How surely the customer belongs where she was put, 0 to 1."),
    Trait("expected_orders", "Expected orders", "value", "numeric", "orders",
          f"Orders the purchase model expects of the customer {_HORIZON}."),
    Trait("p_alive", "Probability of still being a customer", "value", "numeric", "share",
          "How probable the purchase model holds it that the customer has not left for good."),
    Trait("clv", "Expected value", "value", "numeric", "currency",
          f"Discounted spend that is expected of the customer {_HORIZON}."),
    Trait("clv_low", "Expected value, lower end", "value", "numeric", "currency",
          "Lower end of the 80 % interval of the customer's value; 0 for most who bought once."),
    Trait("clv_high", "Expected value, upper end", "value", "numeric", "currency",
          "Upper end of the 80 % interval of the customer's value."),
    Trait("mean_repeat_spend", "Usual spend of an order", "value", "numeric", "currency",
          "What the spend model expects an order of the customer to bring."),
    Trait("p_no_order", "Probability of no order", "value", "numeric", "share",
          "How probable it is that the customer does not order in the days ahead that the early warning looks at."),
    Trait("risk_band", "Risk", "value", "ordered", "", "The band of the probability of no order.", levels=RISKS),
    Trait("spend_at_risk", "Spend at risk", "value", "numeric", "currency",
          "Spend of the days of the early warning at the customer's own pace, times the probability of no order then."),
    Trait("next_order_days", "Days until the next order", "value", "numeric", "days",
          "Median of the days until the next order, for those who come back."),
    Trait("next_order_days_low", "Days until the next order, lower end", "value", "numeric", "days",
          "One in ten of those who come back order earlier."),
    Trait("next_order_days_high", "Days until the next order, upper end", "value", "numeric", "days",
          "One in ten of those who come back order later."),
    Trait("next_order_on", "Day of the next order", "value", "date", "",
          "The as-of day and the median of the days until the next order, for those who come back."),
    Trait("joined_on", "Customer since", "value", "date", "", "The day of the first order."),
    Trait("average_gap_days", "Days between purchases, average", "value", "numeric", "days",
          "Mean days from one day with an order to the next."),
    Trait("leaving_on", "May leave on", "value", "date", "",
          "The day by which the purchase model holds it more probable than not that the customer has left."),
    Trait("relationship_strength", "Strength of the relationship", "value", "numeric", "",
          "How strong the relationship is beside that of other customers, as the study says it."),
)  # fmt: skip


def described(traits: Sequence[Trait], names: Iterable[str], segments: Sequence[str] = ()) -> tuple[Trait, ...]:
    """The columns of a customers table as traits, ``name`` being the column.

    traits      of the study, whose columns may bear another name where the table needs that name itself.
    names       columns that the table has, in order.
    segments    ids of the groups.
    Returns     what the study measured first, then groups and values; columns that neither tell are left out.
    """
    there = list(names)
    own = [replace(trait, name=column_name(trait.name)) for trait in traits]
    ours = [replace(t, levels=tuple(segments)) if t.name == "segment" else t for t in _KNOWN]
    shares = [
        Trait(f"membership_{each}", f"Share of membership in {each}", "behavioural", "numeric", "share",
              "How far the customer belongs to that group; the shares of all groups sum to 1.")
        for each in segments
    ]  # fmt: skip
    return tuple(trait for trait in (*own, *ours, *shares) if trait.name in there)
