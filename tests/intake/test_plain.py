"""Do sources other than orders load with their types?"""

from datetime import datetime
from pathlib import Path

from bench import put, take
from coterie.engine import Engine
from where import data


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
