"""Do traits that never change enter the forecast, and is it said truly whether they help?"""

from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.value import fixed_traits, knowing
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.known import judged, known
from coterie.methods.value.leaderboard import choose
from coterie.methods.value.notes import about_traits
from coterie.terms import CustomerTable, Trait, WrongWords
from regions import PAST, world


def checked(buying: float, *names: str):
    past, outer, table = world(buying)
    fixed = fixed_traits(table, names)
    past = fixed.on(past)
    inner = [(past, outer)]
    found = known(fixed, past, past, inner, choose(inner, "bg_nbd", len(past.ids)))
    return judged(found, past, outer, fit_summary(past), 0)


def test_a_region_that_buys_faster_is_found_and_foretells_better() -> None:
    check, row = checked(2.0, "region")
    assert check.better and check.gain > 0.01
    assert row is not None and row.name == "bg_nbd_traits" and "region" in row.label and row.chosen and check.carries
    north = next(e for e in check.effects if e.name in ("region=north", "region=south"))
    truth = np.exp(2.0 if north.name == "region=north" else -2.0)
    assert north.buying.low < truth < north.buying.high
    said = about_traits(check)[0]
    assert "the values rest on the model that knows it" in said and "times as fast" in said
    assert "lower, which is more than chance" in said
    south = "region=south" if north.name == "region=north" else "region=north"
    assert north.beside == south and f"times as fast as {south}" in said


def test_a_number_that_means_nothing_does_not_help_and_it_is_said() -> None:
    check, row = checked(0.0, "age")
    assert check.better is False and abs(check.gain) < 0.01 and row is not None and not row.chosen
    assert [e.name for e in check.effects] == ["age"]
    assert "the values rest on the model without it" in about_traits(check)[0]


def test_without_days_kept_apart_the_effects_are_told_unjudged() -> None:
    past, _, table = world(0.0, 1000)
    fixed = fixed_traits(table, ["region"])
    found = known(fixed, fixed.on(past), None, [], choose([], "auto", len(past.ids)))
    check, row = judged(found, None, None, None, 0)
    assert row is None and check.better is None and check.effects and not check.carries
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
    once = fixed.on(once)
    check, _ = judged(known(fixed, once, once, [], choose([], "auto", 1000)), once, outer, fit_summary(once), 0)
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


def test_many_traits_make_few_kinds_of_customers() -> None:
    _, _, table = world(0.0, 2000)
    rng = np.random.default_rng(1)
    five = {f"t{j}": np.array([f"l{v}" for v in rng.integers(0, 20, 2000)], dtype=object) for j in range(4)}
    traits = tuple(Trait(n, n, "demographic", "categorical", source=f"customers.{n}") for n in five)
    both = CustomerTable(table.ids, {**five, "age": table.columns["age"]}, (*traits, table.trait("age")), PAST)
    assert len(np.unique(fixed_traits(both, [*five, "age"]).Z, axis=0)) <= 256


def test_later_customers_are_read_as_the_study_read_its_own() -> None:
    past, _, table = world(2.0)
    fixed = fixed_traits(table, ["region", "age"])
    past = fixed.on(past)
    fit = fit_summary(past, design=fixed.design)
    assert np.array_equal(knowing(fit, past, table).traits, past.traits)
    ids = np.array(["new", "old"], dtype=object)
    columns = {"region": np.array(["west", "north"], dtype=object), "age": np.array([np.nan, 40.0])}
    some = replace(past, ids=np.array(["old", "new", "gone"], dtype=object))
    read = knowing(fit, some, CustomerTable(ids, columns, table.traits)).traits
    largest = fixed.design.traits[0].levels[0]
    assert read[1].tolist() == read[2].tolist() == [0.0, 0.0]  # neither level is known: the largest, the mean
    assert read[0, 0] == float(largest != "north")
