"""Does each rule of the playbook fire when it should, and stay silent otherwise?"""

from dataclasses import replace

import pytest

from coterie.personas import actions, claims
from coterie.personas.facts import Facts
from coterie.terms import Evidence
from personas.study import study


@pytest.fixture(scope="module")
def results():
    return study()


def facts(results, index, **changes):
    """The look-ups of one segment, with some of its own statistics set to other values; None takes one away."""
    segment = results.segmentation.segments[index]
    evidence = Evidence()
    for s in results.evidence:
        name = s.metric.replace(":", "_")
        if s.population == f"segment:{segment.id}" and name in changes:
            s = None if changes[name] is None else replace(s, estimate=changes[name])
        if s is not None:
            evidence.add(s)
    return Facts(replace(results, evidence=evidence), segment)


def texts(sentences):
    return " | ".join(s.text for s in sentences).replace("\N{NO-BREAK SPACE}", " ")


def test_win_back_needs_a_long_absence_and_customers_who_can_still_be_reached(results):
    assert "Win them back first" in texts(actions.do(facts(results, 1)))
    assert "Win them back" not in texts(actions.do(facts(results, 1, mean_p_alive=0.9)))
    assert "Win them back" not in texts(actions.do(facts(results, 1, mean_p_alive=0.01)))
    assert "Win them back" not in texts(actions.do(facts(results, 1, median_recency_days=100.0)))
    assert "Win them back" not in texts(actions.do(facts(results, 1, value_at_risk=None)))


def test_nobody_is_won_back_first_who_brought_little(results):
    share = results.evidence.find("share_of_customers", "segment:s2").estimate
    assert "Win them back first" in texts(actions.do(facts(results, 1, share_of_revenue=0.6 * share)))
    assert "Win them back" not in texts(actions.do(facts(results, 1, share_of_revenue=0.4 * share)))


def test_who_ordered_once_and_cannot_be_missed_has_nothing_at_risk(results):
    told = texts(claims.value(facts(results, 1, median_orders=1.0, mean_p_alive=0.7)))
    assert "cannot tell of those who ordered once" in told
    assert "lost or at risk" not in told
    assert "lost or at risk" in texts(claims.value(facts(results, 1, median_orders=1.0, mean_p_alive=0.3)))


def test_little_is_spent_on_who_brought_little_in_the_days_held_apart(results):
    once = {"median_orders": 1.0, "mean_p_alive": 0.7}  # who has left cannot be told of them
    assert "Don't spend much on them: in the days the model had not seen each spent on average 5 % of" in texts(
        actions.dont(facts(results, 2, **once))
    )
    assert "Don't spend much" not in texts(actions.dont(facts(results, 0)))  # they brought most
    assert "Don't spend much" not in texts(actions.dont(facts(results, 1)))  # they are to be won back
    assert "Don't spend much" in texts(actions.dont(facts(results, 1, mean_p_alive=0.9)))


def test_a_second_order_is_won_from_those_who_ordered_once(results):
    assert "Win a second order" in texts(actions.do(facts(results, 2)))
    assert "Win a second order" not in texts(actions.do(facts(results, 2, median_orders=2.0)))


def test_those_are_looked_after_who_bring_more_than_their_share(results):
    assert "Look after them" in texts(actions.do(facts(results, 0)))
    assert "Look after them" not in texts(actions.do(facts(results, 0, share_of_revenue=0.25)))


def test_a_reminder_needs_an_even_pace_that_is_still_kept(results):
    assert "Remind them" in texts(actions.do(facts(results, 0)))
    assert "Remind them" not in texts(actions.do(facts(results, 0, median_median_gap_days=6.0)))
    assert "Remind them" not in texts(actions.do(facts(results, 0, median_gap_variation=0.9)))
    assert "Remind them" not in texts(actions.do(facts(results, 0, median_recency_days=200.0)))


def test_few_overdue_customers_are_not_singled_out(results):
    assert actions.late(facts(results, 1, overdue_customers=30.0)) is not None
    assert actions.late(facts(results, 1, overdue_customers=29.0)) is None


def test_discounts_are_advised_against_only_where_few_were_used(results):
    assert "Don't send discounts" in texts(actions.dont(facts(results, 0)))
    assert "Don't send discounts" not in texts(actions.dont(facts(results, 0, mean_discount_share=0.2)))


def test_a_test_larger_than_the_group_is_joined_with_others(results):
    assert "together with other groups" in texts(actions.test(facts(results, 1)))
    assert "Test before you spend" in texts(actions.test(facts(results, 1, test_size=100)))
    assert "no days kept apart" not in texts(actions.test(facts(results, 1)))


def test_where_nearly_all_order_the_test_is_of_spend(results):
    assert "Test what they spend" in texts(actions.test(facts(results, 0)))


def test_what_cannot_be_said_is_said_to_be_missing(results):
    empty = Facts(replace(results, evidence=Evidence(), findings=()), results.segmentation.segments[0])
    for make in (actions.needs, actions.do, actions.dont, actions.channel, actions.offer, actions.test):
        assert [s.kind for s in make(empty)] == ["absent"]
