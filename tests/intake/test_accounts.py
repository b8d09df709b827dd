"""Do the rows and the money of a source add up?"""

from pathlib import Path

from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import Words
from where import data

GOOD = "ann,2024-01-05,1,10.00\nbob,2024-02-05,2,5.00\neve,2024-03-05,1,7.50\n"


HEAD = "customer,date,quantity,price\n"


def rejected(engine: Engine) -> list[tuple]:
    return engine.rows('select code, line, "column", "value", amount from rejected order by line')


def test_a_record_that_cannot_be_split_is_a_rejected_row_too(engine: Engine, tmp_path: Path) -> None:
    text = HEAD + GOOD * 20 + "ann,2024-01-05,1,10.00,7,8,9\n"
    account = take(engine, orders=put(tmp_path, "a.csv", text)).tables["orders"].account
    assert (account.read, account.accepted, account.rejected) == (61, 60, 1)


def test_online_retail_is_accounted_for_to_the_last_penny(engine: Engine) -> None:
    dataset = take(engine, orders=str(data("online_retail/online_retail.parquet")))
    account = dataset.tables["orders"].account
    assert (account.read, account.rejected, account.duplicate) == (541_909, 135_080, 0)
    assert account.amount_accepted + account.amount_rejected + account.amount_duplicate == 97_477_479_340
    assert (check(dataset, "COT-529").count, check(dataset, "COT-529").amount) == (135_080, 14_476_821_200)
    assert (check(dataset, "COT-511").count, check(dataset, "COT-511").amount) == (5_268, 217_409_800)
    assert (check(dataset, "COT-518").count, check(dataset, "COT-518").amount) == (9_288, -8_968_124_900)
    assert check(dataset, "COT-516").count == 2_515
    assert check(dataset, "COT-517").count == 2
    assert engine.one("select min(length(customer_id)), max(length(customer_id)) from orders") == (5, 5)
    assert not dataset.has_column("orders", "category")


def test_equal_lines_go_when_asked_and_are_counted_as_duplicates(engine: Engine) -> None:
    source = str(data("online_retail/online_retail.parquet"))
    account = take(engine, said=Words(dedupe="lines"), orders=source).tables["orders"].account
    # 43 of the 5,268 equal lines have no customer, so they are rejected as before.
    assert account.rejected == 135_080
    assert account.duplicate == 5_225
    assert account.accepted + account.rejected + account.duplicate == 541_909
