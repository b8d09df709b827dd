import pytest

from coterie.features.asked import attribute_trait_steps, order_trait_steps
from coterie.terms import Trait, WrongWords

ORDER_STEPS = ["whole_orders", "split_orders", "order_days", "purchase_days"]


def test_only_the_steps_that_the_model_needs_are_there():
    names = [s.name for s in order_trait_steps(["recency_days", "revenue"])]
    assert names == [*ORDER_STEPS, "rfm", "btyd", "traits"]
    more = [s.name for s in order_trait_steps(["gap_variation"])]
    assert more == [*ORDER_STEPS, "rfm", "rhythm", "btyd", "traits"]


def test_money_comes_in_units_of_the_currency():
    assert "cast(rfm.revenue as double) / 10000.0e0 as revenue" in order_trait_steps(["revenue"])[-1].sql


def test_every_trait_without_sql_is_named():
    with pytest.raises(WrongWords, match="visits") as refused:
        order_trait_steps(["visits", "orders", "category_share_wine"])
    assert len(refused.value.problems) == 2
    assert {p.code for p in refused.value.problems} == {"COT-605"}


def test_attributes_become_numbers_as_the_study_took_them():
    traits = {
        "income": Trait("income", "Income", "value", "numeric"),
        "size": Trait("size", "Size", "behavioural", "ordered", levels=("low", "high")),
        "news": Trait("news", "News", "behavioural", "flag"),
    }
    types = {"income": "DOUBLE", "size": "VARCHAR", "news": "BOOLEAN"}
    (step,) = attribute_trait_steps(["income", "size", "news"], traits, types)
    assert '"income" as "income"' in step.sql
    assert "case \"size\" when 'low' then 0 when 'high' then 1 end" in step.sql
    assert 'case when "news" then 1.0e0' in step.sql
    with pytest.raises(WrongWords, match="COT-605"):
        attribute_trait_steps(["age"], traits, types)
