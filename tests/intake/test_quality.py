"""Is each planted defect named with its count, value and examples, and is what cannot be used refused?"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import DataRefused, QualityReport
from where import data

DAYS = [date(2024, 1, 1) + timedelta(days=i) for i in range(120)]


def shop(*more: str, days: list[date] = DAYS, head: str = "customer,date,quantity,price") -> str:
    rows = [f"c{i % 40},{d},{1 + i % 3},{5 + i % 7}.00" for i, d in enumerate(days)]
    return "\n".join([head, *rows, *more]) + "\n"


def refusal(engine: Engine, path: str, *words: str) -> DataRefused:
    with pytest.raises(DataRefused) as refused:
        take(engine, *words, orders=path)
    assert isinstance(refused.value.quality, QualityReport)
    assert refused.value.quality.blocks
    return refused.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("customer,date,amount\n,2024-01-05,1\n,2024-01-06,2\n", "COT-501"),
        ("customer,date,amount\nann,2024-01-05,1\nann,2024-01-06,2\n", "COT-502"),
        ("customer,date,amount\nann,2024-01-05,1\nbob,2024-01-05,2\n", "COT-503"),
        ("customer,date,amount\nann,2024-01-05,0\nbob,2024-01-06,0\n", "COT-504"),
        ("customer,date,amount,currency\nann,2024-01-05,1,EUR\nbob,2024-01-06,2,usd\n", "COT-505"),
        ("customer,colour,amount\nann,red,1\nbob,blue,2\n", "COT-301"),
        ("colour,date,amount\nred,2024-01-05,1\nblue,2024-01-06,2\n", "COT-302"),
        ("customer,date,colour\nann,2024-01-05,red\nbob,2024-01-06,blue\n", "COT-312"),
    ],
)
def test_what_cannot_be_used_is_refused(engine: Engine, tmp_path: Path, text: str, code: str) -> None:
    refused = refusal(engine, put(tmp_path, "a.csv", text))
    assert [p.code for p in refused.problems] == [code]
    assert str(refused).count("Expected") == 1


def test_all_problems_of_one_input_come_at_once(engine: Engine, tmp_path: Path) -> None:
    refused = refusal(engine, put(tmp_path, "a.csv", "colour,size\nred,1\nblue,2\n"))
    assert {p.code for p in refused.problems} == {"COT-301", "COT-302", "COT-312"}


def test_a_refused_source_says_why_its_rows_are_gone(engine: Engine, tmp_path: Path) -> None:
    text = str(refusal(engine, put(tmp_path, "a.csv", "customer,date,amount\n,2024-01-05,1\n,2024-01-06,2\n")))
    assert "COT-401" in text and "line 2" in text and "customer" in text


def test_planted_defects_are_named(engine: Engine, tmp_path: Path) -> None:
    twin = f"c0,{DAYS[0]},1,5.00"
    more = [
        "c1,2024-03-01,9999,5.00",
        "c2,2024-03-01,1,0.00",
        "c3,2024-03-01,1,-4.00",
        "c4,2024-03-02,-2,6.00",
        twin,
        "c5,2031-01-01,1,5.00",
    ]
    days = [d for d in DAYS if not date(2024, 2, 1) <= d <= date(2024, 2, 15)]
    dataset = take(engine, orders=put(tmp_path, "a.csv", shop(*more, days=days)))
    assert check(dataset, "COT-512").examples[0]["value"] == "9999.000"
    assert check(dataset, "COT-516").count == 1
    assert (check(dataset, "COT-517").count, check(dataset, "COT-517").amount) == (1, -40000)
    assert (check(dataset, "COT-519").count, check(dataset, "COT-519").amount) == (2, -160000)
    assert (check(dataset, "COT-511").count, check(dataset, "COT-511").amount) == (1, 50000)
    assert check(dataset, "COT-515").examples[0]["value"].startswith("2031-01-01")
    assert "2024-02-01 to 2024-02-15" in check(dataset, "COT-514").found
    assert check(dataset, "COT-520").grade == "warn"
    assert "500" in check(dataset, "COT-524").found
    assert all(c.examples for c in dataset.quality.checks if c.code in ("COT-516", "COT-517", "COT-519"))


def test_personal_data_that_is_not_needed_is_named_and_left_out(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"{i},a{i}@example.com,+49 30 1234{i:03d},{20 + i}\n" for i in range(30))
    dataset = take(engine, customers=put(tmp_path, "c.csv", "customer_id,e-mail,Phone,age\n" + rows))
    assert check(dataset, "COT-523", "e-mail").grade == "info"
    assert check(dataset, "COT-523", "Phone").count == 30
    assert dataset.tables["customers"].attributes == ("age",)
    assert dataset.mapping.sources["customers"].ignored == ("e-mail", "Phone")


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
