"""Are constant columns, absurd values, copies and strangers named?"""

from datetime import date, timedelta
from pathlib import Path

from bench import check, put, take
from coterie.engine import Engine
from where import data

DAYS = [date(2024, 1, 1) + timedelta(days=i) for i in range(120)]


def shop(*more: str, days: list[date] = DAYS, head: str = "customer,date,quantity,price") -> str:
    rows = [f"c{i % 40},{d},{1 + i % 3},{5 + i % 7}.00" for i, d in enumerate(days)]
    return "\n".join([head, *rows, *more]) + "\n"


def test_the_traps_of_the_personality_data_are_flagged(engine: Engine) -> None:
    dataset = take(engine, customers=str(data("customer_personality/marketing_campaign.csv")))
    assert dataset.tables["customers"].account.accepted == 2_240
    assert check(dataset, "COT-510", "Income").count == 24
    assert check(dataset, "COT-522", "Income").examples[0]["value"] == "666666"
    assert {e["value"] for e in check(dataset, "COT-522", "Year_Birth").examples} == {"1893", "1899", "1900"}
    assert check(dataset, "COT-521", "Z_CostContact").found == "Z_CostContact is always 3"
    assert check(dataset, "COT-521", "Z_Revenue").count == 2_240
    assert check(dataset, "COT-531").count == 182
    assert engine.one("select min(dt_customer), max(dt_customer) from customers") == (
        date(2012, 7, 30),
        date(2014, 6, 29),
    )


def test_customers_of_one_source_only_are_counted(engine: Engine, tmp_path: Path) -> None:
    people = "customer_id,city\n" + "".join(f"c{i},Rome\n" for i in range(10, 50))
    dataset = take(engine, orders=put(tmp_path, "a.csv", shop()), customers=put(tmp_path, "c.csv", people))
    assert check(dataset, "COT-533").count == 10
