"""Do traits that never change enter the forecast, and is it said truly whether they help?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from coterie.methods.value import fixed_traits
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.fixed import with_traits
from coterie.methods.value.notes import about_traits
from coterie.methods.value.simulating import simulate
from coterie.terms import BtydSummary, CustomerTable, Slice, TimeUnit, Trait, Window, WrongWords

PAST, LATER = Window(date(2023, 1, 1), date(2024, 6, 23)), Window(date(2024, 6, 24), date(2024, 12, 20))
PARAMS = {"r": 0.6, "alpha": 30.0, "a": 0.7, "b": 2.4}


def world(buying: float, customers: int = 3000):
    """Customers of two regions, of whom the second buys faster; and one number that means nothing."""
    rng = np.random.default_rng([int(100 * buying), customers])
    halves = [
        simulate("bg_nbd", {**PARAMS, "alpha": 60.0 * np.exp(-shift)}, rng.uniform(20, 200, customers // 2), 180.0, rng)
        for shift in (0.0, buying)
    ]
    x, t_x, T, later = (np.concatenate([getattr(h, n) for h in halves]) for n in ("x", "t_x", "T", "later"))
    ids = np.array([f"c{i:05d}" for i in range(customers)], dtype=object)
    spend = np.where(x > 0, rng.gamma(6.0, 5.0, customers), np.nan)
    past = BtydSummary(ids, x, t_x, T, spend, PAST, TimeUnit.DAY)
    region = np.array(["south"] * (customers // 2) + ["north"] * (customers // 2), dtype=object)
    region[:5] = None
    traits = (
        Trait("region", "Region", "demographic", "categorical", source="customers.region"),
        Trait("age", "Age", "demographic", "numeric", source="customers.age"),
        Trait("orders", "Orders", "behavioural", "numeric", source="orders"),
    )
    columns = {"region": region, "age": rng.normal(40, 10, customers), "orders": x + 1}
    table = CustomerTable(ids, columns, traits, PAST)
    return past, Slice(table, LATER, later * 30.0, later, days=later), table


def checked(buying: float, *names: str):
    past, outer, table = world(buying)
    fit = fit_summary(past)
    return with_traits(fixed_traits(table, names), past, past, outer, fit, fit)


def test_a_region_that_buys_faster_is_found_and_foretells_better() -> None:
    check, row = checked(2.0, "region")
    assert check.better and check.gain > 0.01
    assert row is not None and row.name == "bg_nbd_traits" and "region" in row.label and not row.chosen
    north = next(e for e in check.effects if e.name in ("region=north", "region=south"))
    truth = np.exp(2.0 if north.name == "region=north" else -2.0)
    assert north.buying.low < truth < north.buying.high
    said = about_traits(check)[0]
    assert "foretells better" in said and "times as fast" in said


def test_a_number_that_means_nothing_does_not_help_and_it_is_said() -> None:
    check, row = checked(0.0, "age")
    assert check.better is False and abs(check.gain) < 0.01 and row is not None
    assert [e.name for e in check.effects] == ["age"]
    assert "the plain model stays" in about_traits(check)[0]


def test_without_days_kept_apart_the_effects_are_told_unjudged() -> None:
    past, _, table = world(0.0, 1000)
    check, row = with_traits(fixed_traits(table, ["region"]), past, None, None, fit_summary(past), None)
    assert row is None and check.better is None and check.effects
    assert "not judged" in about_traits(check)[0]


def test_what_changes_or_is_unknown_is_refused_with_what_could_be_named() -> None:
    _, _, table = world(0.0, 200)
    with pytest.raises(WrongWords) as wrong:
        fixed_traits(table, ["orders", "regoin"])
    first, second = wrong.value.problems
    assert (first.code, second.code) == ("COT-818", "COT-818")
    assert "changes from order to order" in first.found and "'regoin'" in second.found
    assert "region, age" in first.expected


def test_what_the_data_leave_open_has_no_interval() -> None:
    past, outer, table = world(2.0, 1000)
    few = np.array(["a"] * 960 + ["b"] * 40, dtype=object)  # forty of whom next to nothing is known
    fixed = fixed_traits(CustomerTable(table.ids, {**table.columns, "region": few}, table.traits, PAST), ["region"])
    seen = np.where(few == "b", 0.0, 1.0)
    once = replace(past, x=past.x * seen, t_x=past.t_x * seen, spend=np.where(seen > 0, past.spend, np.nan))
    fit = fit_summary(once)
    check, _ = with_traits(fixed, once, once, outer, fit, fit)
    assert all(e.leaving.low is None or 0 < e.leaving.low < e.leaving.high for e in check.effects)


def test_missing_values_are_a_level_and_rare_levels_stand_together() -> None:
    _, _, table = world(0.0, 200)
    region = np.array(["a"] * 100 + ["b"] * 60 + ["c"] * 29 + [None] * 11, dtype=object)
    changed = CustomerTable(table.ids, {**table.columns, "region": region}, table.traits, PAST)
    fixed = fixed_traits(changed, ["region"])
    assert fixed.names == ("region=b", "region=other")
    assert fixed.Z.sum(axis=0).tolist() == [60.0, 40.0]
    region[150:] = "c"
    assert fixed_traits(CustomerTable(table.ids, {"region": region}, table.traits, PAST), ["region"]).names == (
        "region=b",
        "region=c",
    )
    region[-3:] = None
    assert fixed_traits(CustomerTable(table.ids, {"region": region}, table.traits, PAST), ["region"]).Z.sum() == 97.0
