"""Can a forecast be asked to know what never changes of a customer, and is the answer told everywhere alike?"""

import json
from pathlib import Path

import pyarrow.parquet as pq

from generated import FOUR, generate, write
from terminal import run


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
