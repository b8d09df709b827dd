"""Can a forecast be asked to know what never changes of a customer, and is the answer told everywhere alike?"""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import coterie
from coterie import workflows
from generated import FOUR, generate, write
from terminal import run

SAME = ("expected_orders", "p_alive", "clv", "clv_low", "clv_high")


def regional(customers: int = 700) -> tuple[pa.Table, pa.Table]:
    """Orders of a year and people of two regions: those of the north buy often, the others now and then."""
    rng = np.random.default_rng(3)
    orders: dict[str, list[object]] = {"customer": [], "date": [], "amount": []}
    ids = [f"c{i:03d}" for i in range(customers)]
    regions = ["south" if i % 2 else "north" for i in range(customers)]
    for name, region in zip(ids, regions, strict=True):
        day, gap = rng.uniform(0, 330), rng.gamma(4.0, 3.0 if region == "north" else 20.0)
        while day < 365:
            row = (name, date(2023, 1, 1) + timedelta(days=int(day)), float(rng.integers(5, 60)))
            for column, value in zip(orders.values(), row, strict=True):
                column.append(value)
            day = 365.0 if rng.random() < 0.1 else day + 1 + rng.exponential(gap)
    return pa.table(orders), pa.table({"customer": ids, "region": regions})


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, coterie.Study]]:
    folder = tmp_path_factory.mktemp("regions") / "out"
    orders, people = regional()
    told = coterie.analyze(orders=orders, customers=people, method="tiers", value_traits=["region"])
    told.save(folder)
    yield folder, told
    told.close()


def test_traits_stand_among_the_ways_of_forecasting_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    shop = generate(600, seed=5, groups=FOUR, days=400)
    orders = str(write(shop.table(), tmp_path / "orders.parquet"))
    people = str(write(shop.people_table(), tmp_path / "people.csv"))
    words = ("analyze", orders, "--customers", people, "--method", "tiers", "-o", str(tmp_path / "out"))
    done = run(*words, "--value-traits", "age, income")
    assert done.code == 0, done.err
    value = json.loads((tmp_path / "out" / "metrics.json").read_text())["value"]
    assert value["traits"]["traits"] == ["age", "income"] and value["traits"]["better"] in (True, False)
    told = {way["model"]: way for way in value["leaderboard"]}
    assert not told["bg_nbd_traits"]["chosen"] and told["bg_nbd_traits"]["orders_mae"] > 0
    rows = pq.read_table(tmp_path / "out" / "evidence.parquet").to_pylist()
    ratios = {row["population"]: row["estimate"] for row in rows if row["metric"] == "buying_ratio"}
    assert ratios == {f"trait:{e['name']}": e["buying"] for e in value["traits"]["effects"]}
    assert "COT-819" in (tmp_path / "out" / "report.html").read_text()

    wrong = run(*words[:-1], str(tmp_path / "none"), "--value-traits", "orders,hobby")
    assert wrong.code == 2 and not (tmp_path / "none").exists()
    assert "'orders' changes from order to order" in wrong.err and "no trait 'hobby'" in wrong.err


def test_values_that_rest_on_a_trait_are_the_same_wherever_they_are_asked_for(
    study: tuple[Path, coterie.Study], tmp_path: Path
) -> None:
    out, _ = study
    value = json.loads((out / "metrics.json").read_text())["value"]
    assert value["traits"]["carries"] and value["model"].endswith("knowing region")
    with (out / "customers.csv").open() as file:
        rows = {row["customer_id"]: row for row in csv.DictReader(file)}
    assert "the values rest on the model that knows it" in (out / "report.html").read_text()

    some = ["c001", "c004", "c007"]
    few = [t.filter(pc.is_in(t["customer"], pa.array(some))) for t in regional()]
    files = [str(write(t, tmp_path / name)) for t, name in zip(few, ("orders.csv", "people.csv"), strict=True)]
    scored = workflows.score(out, files[0], {"customers": files[1]})
    for row in scored.customers.to_dict("records"):
        for name in SAME:
            assert row[name] == pytest.approx(float(rows[row["customer_id"]][name]), rel=1e-6), row["customer_id"]
    scored.close()

    nobody = workflows.score(out, files[0])  # without the customers file their region is not known: the largest counts
    unknown = {row["customer_id"]: row["clv"] for row in nobody.customers.to_dict("records")}
    nobody.close()
    assert sum(unknown[each] != pytest.approx(float(rows[each]["clv"]), rel=1e-6) for each in some) in (1, 2)

    done = run("sql", str(out), "--dialect", "duckdb")
    assert done.code == 0 and "value model knows region, which SQL does not" in done.out
    assert "p_alive" not in done.out.lower().replace("p(alive)", "")


def test_a_program_that_tells_of_one_customer_gets_the_same_values(study: tuple[Path, coterie.Study]) -> None:
    out, told = study
    one = next(row for row in told.customers.to_dict("records") if row["customer_id"] == "c004")
    scorer = workflows.open_scorer(out)
    assert "region" in {trait.name for trait in scorer.traits}
    spend = one["mean_repeat_spend"]
    history = {
        "frequency": int(one["purchase_days"]) - 1,
        "recency": one["tenure_days"] - one["recency_days"],
        "T": one["tenure_days"],
        "spend": spend if spend == spend else None,
    }
    (answer,) = scorer.score([{"id": "c004", "traits": {"region": one["region"]}, **history}], bounds=True)
    for name in SAME:
        assert answer[name] == pytest.approx(one[name], rel=1e-5, abs=0.01), name


def test_one_customer_and_two_are_told_by_the_trait(study: tuple[Path, coterie.Study]) -> None:
    folder, told = study
    saved = workflows.open_study(folder)
    p_alive = float(saved.customer("c004")["p_alive"])
    assert saved.customer_history("c004")["p_alive"][-1] == pytest.approx(p_alive, abs=1e-5)
    assert told.customer("c004").history["p_alive"].iloc[-1] == pytest.approx(p_alive, abs=1e-5)
    both = saved.worth_more("c004", "c001"), coterie.worth_more(told, "c004", "c001")
    assert 0 < both[0] < 1 and both[0] == pytest.approx(both[1], abs=0.01)
    saved.close()
