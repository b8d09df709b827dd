"""Does every row end as accepted, rejected with its reason, or duplicate?"""

from datetime import date
from pathlib import Path

import pytest

from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import DataRefused, Mapping, SourceMap, Words

GOOD = "ann,2024-01-05,1,10.00\nbob,2024-02-05,2,5.00\neve,2024-03-05,1,7.50\n"


HEAD = "customer,date,quantity,price\n"


def rejected(engine: Engine) -> list[tuple]:
    return engine.rows('select code, line, "column", "value", amount from rejected order by line')


def test_each_fault_has_its_reason_place_cell_and_value(engine: Engine, tmp_path: Path) -> None:
    bad = (
        ",2024-01-05,2,10.00\n"  # no customer
        "ann,yesterday,1,10.00\n"
        "ann,,1,10.00\n"
        "ann,2024-01-05,many,10.00\n"
        "ann,1899-12-30,1,10.00\n"
        "ann,2024-01-05,1,99999999999999\n"
        "ann,2024-01-05,1,\n"
        "nan,2024-01-05,1,1.00\n"
    )
    dataset = take(engine, orders=put(tmp_path, "a.csv", HEAD + GOOD + bad))
    assert rejected(engine) == [
        ("COT-401", 5, "customer", None, 200000),
        ("COT-402", 6, "date", "yesterday", 100000),
        ("COT-403", 7, "date", None, 100000),
        ("COT-404", 8, "quantity", "many", None),
        ("COT-405", 9, "date", "1899-12-30", 100000),
        ("COT-407", 10, "price", "99999999999999", None),
        ("COT-409", 11, "price", None, None),
        ("COT-401", 12, "customer", None, 10000),
    ]
    account = dataset.tables["orders"].account
    assert (account.read, account.accepted, account.rejected) == (11, 3, 8)
    assert account.amount_read == account.amount_accepted + account.amount_rejected
    reason, file, raw = engine.rows("select reason, file, raw from rejected order by line limit 1")[0]
    assert (reason, Path(file).name, raw) == ("No customer", "a.csv", ",2024-01-05,2,10.00")


def test_a_repeated_customer_is_a_duplicate_and_a_conflict_is_named(engine: Engine, tmp_path: Path) -> None:
    text = "customer_id,city,age\na,Rome,30\na,Rome,30\nb,Bern,\nb,Bern,41\nc,Oslo,20\n"
    dataset = take(engine, customers=put(tmp_path, "c.csv", text))
    account = dataset.tables["customers"].account
    assert (account.read, account.accepted, account.duplicate) == (5, 3, 2)
    assert engine.rows("select customer_id, age from customers order by 1") == [("a", 30.0), ("b", 41.0), ("c", 20.0)]
    assert check(dataset, "COT-532").grade == "warn"
    assert check(dataset, "COT-532").count == 1


def test_which_of_the_conflicting_rows_is_kept_does_not_hang_on_their_order(engine: Engine, tmp_path: Path) -> None:
    rows = ["a,Rome", "a,Bern", "a,Oslo", "b,Rome"]
    kept = set()
    for i in range(4):
        text = "customer_id,city\n" + "\n".join(rows[i:] + rows[:i]) + "\n"
        take(engine, customers=put(tmp_path, f"{i}.csv", text))
        kept.add(tuple(engine.rows("select customer_id, city from customers order by 1")))
    assert len(kept) == 1


def test_rows_after_the_as_of_day_are_rejected_and_all_of_them_refused(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", HEAD + GOOD)
    account = take(engine, as_of=date(2024, 2, 5), orders=path).tables["orders"].account
    assert (account.accepted, account.rejected) == (2, 1)
    with pytest.raises(DataRefused, match="COT-506"):
        take(engine, as_of=date(2023, 1, 1), orders=path)


def test_keys_declared_unique_in_a_mapping_make_duplicates(engine: Engine, tmp_path: Path) -> None:
    path = put(
        tmp_path, "a.csv", "customer,order,date,amount\nann,1,2024-01-05,1\nann,1,2024-01-05,1\nbob,2,2024-01-06,2\n"
    )
    saved = Mapping(sources={"orders": SourceMap("orders", (), unique=("order_id",))})
    account = take(engine, said=Words(saved=saved), orders=path).tables["orders"].account
    assert (account.accepted, account.duplicate, account.amount_duplicate) == (2, 1, 10000)
