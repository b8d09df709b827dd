"""Do sources become a dataset that is known by its content, and is a source that cannot be used refused?"""

from datetime import datetime
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from bench import check, put, take
from coterie.engine import Engine
from coterie.terms import DataRefused, QualityReport, Words, WrongWords

GOOD = "ann,2024-01-05,1,10.00\nbob,2024-02-05,2,5.00\neve,2024-03-05,1,7.50\n"


HEAD = "customer,date,quantity,price\n"


def refusal(engine: Engine, path: str, *words: str) -> DataRefused:
    with pytest.raises(DataRefused) as refused:
        take(engine, *words, orders=path)
    assert isinstance(refused.value.quality, QualityReport)
    assert refused.value.quality.blocks
    return refused.value


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


def test_the_same_file_twice_counts_once(engine: Engine, tmp_path: Path) -> None:
    put(tmp_path, "a.csv", HEAD + GOOD)
    put(tmp_path, "b.csv", HEAD + GOOD)
    dataset = take(engine, orders=str(tmp_path))
    account = dataset.tables["orders"].account
    assert (account.read, account.accepted, account.duplicate) == (6, 3, 3)
    assert account.amount_duplicate == account.amount_accepted == 275000
    assert check(dataset, "COT-535").count == 3


def test_the_id_of_a_dataset_is_its_content_and_its_mapping(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", HEAD + GOOD)
    first = take(engine, orders=path).id
    assert take(engine, orders=put(tmp_path, "other.csv", HEAD + GOOD)).id == first
    assert take(engine, "orders.quantity=", orders=path).id != first
    assert take(engine, said=Words(dedupe="lines"), orders=path).id != first


def test_a_word_about_a_source_that_was_not_given_is_told(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\n")
    with pytest.raises(WrongWords, match="COT-308"):
        take(engine, "events.page=x", orders=path)


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


def test_names_that_were_read_in_a_guessed_encoding_are_said_to_be(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("顧客番号,注文日,金額\nann,2024-01-05,1\nbob,2024-01-06,2\n".encode("shift_jis"))
    assert "guessed: not UTF-8); where they look wrong, save the file as UTF-8" in str(refusal(engine, path))
    plain = put(tmp_path, "b.csv", "colour,size\nred,1\nblue,2\n")
    assert "UTF-8" not in str(refusal(engine, plain))


def test_a_refused_source_says_why_its_rows_are_gone(engine: Engine, tmp_path: Path) -> None:
    text = str(refusal(engine, put(tmp_path, "a.csv", "customer,date,amount\n,2024-01-05,1\n,2024-01-06,2\n")))
    assert "COT-401" in text and "line 2" in text and "customer" in text
