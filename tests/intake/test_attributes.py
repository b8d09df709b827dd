"""Is an attribute typed by all its cells, and is what is lost named?"""

from pathlib import Path

from bench import check, put, take
from coterie.engine import Engine


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
        {"file": Path(dataset.tables["customers"].files[0][0]).name, "line": "52", "column": "age", "value": "unknown"},
    )


def test_other_and_none_are_answers_of_their_own(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"{i},{['male', 'female', 'Other', 'None', ''][i % 5]}\n" for i in range(50))
    take(engine, customers=put(tmp_path, "c.csv", "id,gender\n" + rows))
    found = engine.rows("select gender, count(*) from customers group by 1 order by 1 nulls last")
    assert found == [("None", 10), ("Other", 10), ("female", 10), ("male", 10), (None, 10)]
