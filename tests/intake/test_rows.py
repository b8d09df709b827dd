"""Does every row end as accepted, rejected with its reason, or duplicate?"""

from datetime import date
from pathlib import Path

import pytest

from bench import check, put, take
from coterie.engine import Engine
from coterie.intake import evidence
from coterie.terms import DataRefused, Words

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


def test_a_record_that_cannot_be_split_is_a_rejected_row_too(engine: Engine, tmp_path: Path) -> None:
    text = HEAD + GOOD * 20 + "ann,2024-01-05,1,10.00,7,8,9\n"
    account = take(engine, orders=put(tmp_path, "a.csv", text)).tables["orders"].account
    assert (account.read, account.accepted, account.rejected) == (61, 60, 1)


def test_the_same_file_twice_counts_once(engine: Engine, tmp_path: Path) -> None:
    put(tmp_path, "a.csv", HEAD + GOOD)
    put(tmp_path, "b.csv", HEAD + GOOD)
    dataset = take(engine, orders=str(tmp_path))
    account = dataset.tables["orders"].account
    assert (account.read, account.accepted, account.duplicate) == (6, 3, 3)
    assert account.amount_duplicate == account.amount_accepted == 275000
    assert check(dataset, "COT-535").count == 3


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


def test_a_number_column_that_lost_its_type_gives_whole_ids_and_zeros_in_front_stay(
    engine: Engine, tmp_path: Path
) -> None:
    text = "customer,date,amount\n17850.0,2024-01-05,1\n00042,2024-01-06,1\nAnn@X.com,2024-01-07,1\n"
    take(engine, orders=put(tmp_path, "a.csv", text))
    assert engine.rows("select customer_id from orders order by 1") == [("00042",), ("17850",), ("ann@x.com",)]


def test_rows_after_the_as_of_day_are_rejected_and_all_of_them_refused(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", HEAD + GOOD)
    account = take(engine, as_of=date(2024, 2, 5), orders=path).tables["orders"].account
    assert (account.accepted, account.rejected) == (2, 1)
    with pytest.raises(DataRefused, match="COT-506"):
        take(engine, as_of=date(2023, 1, 1), orders=path)


def test_the_statistics_hold_the_account(engine: Engine, tmp_path: Path) -> None:
    dataset = take(engine, orders=put(tmp_path, "a.csv", HEAD + GOOD + ",2024-01-05,2,10.00\n"))
    found = {(s.metric, s.params): s.estimate for s in evidence(dataset) if s.population == "orders"}
    assert found[("rows_read", ())] == 4
    assert found[("rows_accepted", ())] == 3
    assert found[("amount_read", ())] == 47.5
    assert found[("amount_rejected", (("code", "COT-401"),))] == 20
    keys = [s.key for s in evidence(dataset)]
    assert len(keys) == len(set(keys))


def test_the_id_of_a_dataset_is_its_content_and_its_mapping(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", HEAD + GOOD)
    first = take(engine, orders=path).id
    assert take(engine, orders=put(tmp_path, "other.csv", HEAD + GOOD)).id == first
    assert take(engine, "orders.quantity=", orders=path).id != first
    assert take(engine, said=Words(dedupe="lines"), orders=path).id != first
