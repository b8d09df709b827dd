"""Do sources other than orders load with their types?"""

from datetime import datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from bench import check, put, take
from coterie.engine import Engine
from where import data


def test_attributes_are_typed_by_all_their_rows(engine: Engine, tmp_path: Path) -> None:
    head = "ID,Age,Zip,Joined,Member,Score,Income,Children\n"
    rows = "".join(
        f"{i},{20 + i},{i:05d},{1 + i % 28}.{1 + i % 12}.2020,{'yes' if i % 3 else 'no'},{'Low' if i % 2 else 'High'},"
        f'"{1000 + i},50",{"" if i == 7 else i % 4}\n'
        for i in range(60)
    )
    dataset = take(engine, customers=put(tmp_path, "c.csv", head + rows))
    types = engine.columns("customers")
    assert types == {
        "customer_id": "VARCHAR", "age": "DOUBLE", "zip": "VARCHAR", "joined": "DATE", "member": "BOOLEAN",
        "score": "VARCHAR", "income": "DOUBLE", "children": "DOUBLE",
    }  # fmt: skip
    assert engine.one("select income, zip from customers where customer_id = '5'") == (1005.5, "00005")
    assert check(dataset, "COT-510", "Children").count == 1


def test_a_few_cells_that_are_no_numbers_count_as_missing_and_are_named(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"{i},{'unknown' if i == 50 else 20 + i % 50}\n" for i in range(200))
    dataset = take(engine, customers=put(tmp_path, "c.csv", "id,age\n" + rows))
    assert engine.columns("customers")["age"] == "DOUBLE"
    assert check(dataset, "COT-536").examples == (
        {"file": dataset.tables["customers"].files[0][0], "line": "52", "column": "age", "value": "unknown"},
    )


def test_other_and_none_are_answers_of_their_own(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"{i},{['male', 'female', 'Other', 'None', ''][i % 5]}\n" for i in range(50))
    take(engine, customers=put(tmp_path, "c.csv", "id,gender\n" + rows))
    found = engine.rows("select gender, count(*) from customers group by 1 order by 1 nulls last")
    assert found == [("None", 10), ("Other", 10), ("female", 10), ("male", 10), (None, 10)]


def test_events_come_from_a_gz(engine: Engine) -> None:
    dataset = take(engine, events=str(data("ecom_events/ecom.csv.gz")))
    assert dataset.tables["events"].account.accepted == 31_106
    assert engine.one("select count(distinct customer_id), count(distinct session_id) from events") == (600, 3_605)
    assert engine.columns("events")["occurred_at"] == "TIMESTAMP"


def test_reviews_load_and_blank_ones_are_rejected(engine: Engine) -> None:
    dataset = take(engine, texts=str(data("clothing_reviews/Womens Clothing E-Commerce Reviews.csv")))
    account = dataset.tables["texts"].account
    assert (account.read, account.accepted, account.rejected) == (23_486, 22_641, 845)
    assert engine.one("select max(rating) from texts") == (5.0,)


def test_products_are_unique_and_keep_their_attributes(engine: Engine, tmp_path: Path) -> None:
    text = "sku,title,category,weight\nA,Lamp,Light,1.5\nB,Rug,Floor,7\nA,Lamp,Light,1.5\n"
    account = take(engine, products=put(tmp_path, "p.csv", text)).tables["products"].account
    assert (account.accepted, account.duplicate) == (2, 1)
    assert engine.rows("select product_id, product, category, weight from products order by 1") == [
        ("A", "Lamp", "Light", 1.5),
        ("B", "Rug", "Floor", 7.0),
    ]


def test_touches_and_answers_have_their_types(engine: Engine, tmp_path: Path) -> None:
    touches = (
        "customer_id,campaign,channel,sent_at,opened,converted,revenue\n"
        "1,x,mail,2024-01-05,1,yes,3.50\n2,x,mail,2024-01-05,0,no,\n"
    )
    answers = "respondent_id,question,answer\n1,q1,agree\n2,q1,disagree\n"
    take(engine, touches=put(tmp_path, "t.csv", touches), responses=put(tmp_path, "r.csv", answers))
    assert engine.rows("select customer_id, opened, converted, revenue, sent_at from touches order by 1") == [
        ("1", True, True, 35000, datetime(2024, 1, 5)),
        ("2", False, False, None, datetime(2024, 1, 5)),
    ]
    assert engine.rows("select customer_id, item, answer from responses order by 1") == [
        ("1", "q1", "agree"),
        ("2", "q1", "disagree"),
    ]


@pytest.mark.parametrize("library", [pd, pl])
def test_data_frames_load_like_files(engine: Engine, library) -> None:
    frame = library.DataFrame(
        {
            "CustomerID": [1.0, 2.0, None, 1.0],
            "InvoiceDate": [datetime(2024, 1, 5, 10), datetime(2024, 1, 6), datetime(2024, 1, 7), datetime(2024, 2, 1)],
            "Quantity": [1, 2, 3, -1],
            "UnitPrice": [1.5, 2.25, 1.0, 1.5],
        }
    )
    dataset = take(engine, orders=frame)
    account = dataset.tables["orders"].account
    assert (account.accepted, account.rejected, account.amount_accepted) == (3, 1, 45000)
    assert engine.rows("select distinct customer_id from orders order by 1") == [("1",), ("2",)]
    assert take(engine, orders=frame).id == dataset.id
