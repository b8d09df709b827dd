"""Does a word win over a saved mapping, and a saved mapping over a guess?"""

from dataclasses import replace
from pathlib import Path

import pytest

from bench import put, take
from coterie.engine import Engine
from coterie.intake.words import parse_words
from coterie.terms import ColumnMap, Mapping, SourceMap, Words, WrongWords


def test_a_column_that_is_not_there_is_named_with_its_neighbour(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\n")
    with pytest.raises(WrongWords) as wrong:
        take(engine, "orders.customer_id=custmer", "orders.amount=9", orders=path)
    assert [p.code for p in wrong.value.problems] == ["COT-308", "COT-308"]
    assert 'did you mean "customer"?' in str(wrong.value)


def test_a_word_wins_over_a_saved_mapping_and_a_saved_mapping_over_a_guess(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,other,date,amount\nann,x,2024-01-05,1\nbob,y,2024-01-06,2\n")
    saved = Mapping(sources={"orders": SourceMap("orders", (ColumnMap("customer_id", "other"),))})
    take(engine, said=Words(saved=saved), orders=path)
    assert engine.rows("select customer_id from orders order by 1") == [("x",), ("y",)]
    take(engine, said=Words(saved=saved, columns={"orders": {"customer_id": "customer"}}), orders=path)
    assert engine.rows("select customer_id from orders order by 1") == [("ann",), ("bob",)]


def test_an_attribute_that_is_not_there_cannot_be_told(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "c.csv", "customer_id,hours\nann,1\nbob,2\n")
    with pytest.raises(WrongWords, match=r'COT-308 .*did you mean "hours"'):
        take(engine, "customers.trait.hour=behavioural", customers=path)
    told = take(engine, "customers.trait.hours=demographic", customers=path)
    assert told.mapping.traits == {"hours": "demographic"}


def test_a_column_can_be_left_out_by_a_word_and_taken_back_by_another(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "c.csv", "customer_id,Hours spent,Churned\nann,1,10\nbob,2,20\n")
    out = take(engine, "customers.trait.churned=ignored", customers=path)
    kept = out.mapping.sources["customers"]
    assert (kept.attributes, kept.ignored) == ((("Hours spent", "hours_spent"),), ("Churned",))
    with pytest.raises(WrongWords, match="COT-308"):
        take(engine, "customers.trait.churn=ignored", customers=path)
    said = replace(parse_words(["customers.trait.Churned=value"]), saved=out.mapping)
    back = take(engine, said=said, customers=path)
    assert [name for _, name in back.mapping.sources["customers"].attributes] == ["hours_spent", "churned"]
