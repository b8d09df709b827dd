"""The traits of new customers are those that the study would have given them."""

from datetime import date
from pathlib import Path

import numpy as np

from coterie import features, intake
from coterie.engine import open_engine
from coterie.features import usual_gap
from coterie.features.again import OF_THE_CROWD, as_kind, plain_mapping, table_again, window_again
from coterie.terms import CustomerTable, Dataset, Mapping, Silent, Trait, Window, Words
from shop import AS_OF, DAY_0, lines, people, write_csv

WINDOW = Window(DAY_0, AS_OF)


def described(
    folder: Path, who: set[str], traits: tuple[Trait, ...] = (), gap: float = np.nan
) -> tuple[Dataset, CustomerTable]:
    """The small shop's table of those customers; with traits: again as these."""
    write_csv(folder / "orders.csv", [r for r in lines() if r["customer_id"] in who])
    write_csv(folder / "people.csv", [r for r in people() if r["customer_id"] in who])
    with open_engine() as engine:
        sources = {"orders": str(folder / "orders.csv"), "customers": str(folder / "people.csv")}
        dataset = intake.load(engine, sources, Words(), Silent(), few=True)
        features.prepare(engine, dataset)
        if not traits:
            return dataset, features.customer_table(engine, dataset, WINDOW)
        return dataset, table_again(engine, dataset, WINDOW, traits, gap)


def test_one_customer_alone_has_the_traits_that_she_has_in_the_crowd(tmp_path: Path) -> None:
    _, crowd = described(tmp_path, {r["customer_id"] for r in lines()})
    for name in ("Ann", "Bob", "Fay", "Gus", "Lou"):
        _, alone = described(tmp_path, {name}, crowd.traits, usual_gap(crowd))
        row = crowd.ids.tolist().index(name)
        assert alone.ids.tolist() == [name]
        for trait in (t for t in crowd.traits if not t.name.startswith(OF_THE_CROWD)):
            here, there = alone.columns[trait.name][0], crowd.columns[trait.name][row]
            same = here == there or (here != here and there != there) or (here is None and there is None)
            assert same, (name, trait.name, here, there)


def test_somebody_without_an_order_is_there_with_her_attributes_only(tmp_path: Path) -> None:
    _, crowd = described(tmp_path, {r["customer_id"] for r in lines()})
    write_csv(tmp_path / "orders.csv", [r for r in lines() if r["customer_id"] in ("Ann", "Bob")])
    rows = [r for r in people() if r["customer_id"] in ("Ann", "Eve")]
    write_csv(tmp_path / "people.csv", rows)
    with open_engine() as engine:
        sources = {"orders": str(tmp_path / "orders.csv"), "customers": str(tmp_path / "people.csv")}
        dataset = intake.load(engine, sources, Words(), Silent(), few=True)
        features.prepare(engine, dataset)
        again = table_again(engine, dataset, WINDOW, crowd.traits)
    assert again.ids.tolist() == ["Ann", "Bob", "Eve"]
    assert np.isnan(again.columns["orders"]).tolist() == [False, False, True]
    assert np.isnan(again.columns["age"]).tolist() == [False, True, False]


def test_a_level_that_the_study_did_not_know_is_missing() -> None:
    trait = Trait("income", "Income", "demographic", "ordered", levels=("Low", "High"))
    assert np.isnan(as_kind(np.array(["Middle"], dtype=object), trait))[0]
    flag = Trait("flag", "Flag", "demographic", "flag")
    assert as_kind(np.array(["yes", "no"], dtype=object), flag).tolist() == [1.0, 0.0]
    number = Trait("n", "N", "demographic", "numeric")
    assert np.isnan(as_kind(np.array(["much", None], dtype=object), number)).all()


def test_today_is_that_of_the_study_or_of_a_later_order(tmp_path: Path) -> None:
    dataset, _ = described(tmp_path, {"Bob"})
    assert window_again(dataset, WINDOW, None) == WINDOW
    earlier = Window(DAY_0, date(2023, 1, 5))
    assert window_again(dataset, earlier, None) == Window(DAY_0, date(2023, 1, 11))
    assert window_again(dataset, earlier, date(2023, 3, 1)) == Window(DAY_0, date(2023, 3, 1))
    assert window_again(dataset, None, None) is None


def test_the_studys_levels_and_bands_do_not_bind_the_reading() -> None:
    said = Mapping(ordered={"income": ("Low", "High")}, bands={"age": "quantile"}, grids={"mine": {}})
    assert plain_mapping(said) == Mapping(grids={"mine": {}})
