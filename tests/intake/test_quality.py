"""Are rejected rows and blank cells told with count, value and examples?"""

from pathlib import Path

import xlsxwriter

from bench import check, put, take
from coterie.engine import Engine
from coterie.intake.quality import exact, many, money, worth

ROWS = "ann,2024-01-05,10.00,red\nbob,2024-02-05,5.00,\neve,2024-03-05,7.50,blue\n"


def test_a_reason_is_told_with_rows_value_share_and_the_first_places(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount,category\n" + ROWS + ",2024-01-05,2.00,red\n" * 6)
    found = check(take(engine, orders=path), "COT-529")
    assert found.found == "6 of 9 rows of orders, worth 12.00: no customer (COT-401)"
    assert (found.grade, found.count, found.amount) == ("warn", 6, 120000)
    assert [e["line"] for e in found.examples] == ["5", "6", "7", "8", "9"]
    assert found.examples[0] == {"file": "a.csv", "line": "5", "column": "customer", "value": ""}


def test_an_unreadable_cell_is_shown(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "customer,date,amount\nann,2024-01-05,1\nbob,2024-01-06,2\neve,soon,3\n")
    assert check(take(engine, orders=path), "COT-529").examples[0]["value"] == "soon"


def test_blank_cells_of_used_columns_are_counted(engine: Engine, tmp_path: Path) -> None:
    dataset = take(
        engine, orders=put(tmp_path, "a.csv", "customer,date,amount,category,unused\n" + ROWS.replace("\n", ",\n"))
    )
    found = check(dataset, "COT-510")
    assert found.found == "category (which category): 1 of 3 cells are blank (33.3\u00a0%)"
    assert (found.column, found.count, found.grade) == ("category", 1, "info")


def test_money_is_told_with_two_decimals_and_a_cell_with_all_it_holds() -> None:
    assert [money(x) for x in (None, 0, 12_345_678_900, -5, 10_001, 1_500)] == [
        "0.00",
        "0.00",
        "1,234,567.89",
        "0.00",
        "1.00",
        "0.15",
    ]
    assert [exact(x) for x in (-5, 10_001, 1_500)] == ["-0.0005", "1.0001", "0.15"]


def test_guesses_that_may_be_wrong_stand_in_the_quality_report(engine: Engine, tmp_path: Path) -> None:
    rows = "".join(f"k{i % 3},2024-01-{i + 1:02d},{i}.50,Käse\n" for i in range(9))
    path = put(tmp_path, "a.csv", "customer,date,amount,category\n" + rows, "latin-1")
    found = check(take(engine, orders=path), "COT-540")
    assert (found.grade, found.count) == ("info", 1)
    assert found.found.startswith("a.csv: ") and "Latin-1" in found.found
    unnamed = put(tmp_path, "b.csv", rows)
    assert {c.code for c in take(engine, orders=unnamed).quality.checks} >= {"COT-314"}


def test_the_report_is_the_same_wherever_the_files_lie(engine: Engine, tmp_path: Path) -> None:
    text = ("customer,date,amount,category\n" + ROWS + ",2024-01-05,2.00,K\u00e4se\n").encode("latin-1")
    told = []
    for place in ("here", "elsewhere/deep"):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        for name in ("a.csv", "b.csv"):
            (folder / name).write_bytes(text)
        told.append(take(engine, orders=str(folder)).quality)
    assert told[0] == told[1]
    files = told[0].sources["orders"]
    assert isinstance(files, list)
    assert [(each["file"], each.get("duplicate_of")) for each in files] == [("a.csv", None), ("b.csv", "a.csv")]


def test_a_further_sheet_as_large_as_a_table_is_told(engine: Engine, tmp_path: Path) -> None:
    rows = [["customer", "date", "amount"], *([f"k{i % 3}", f"2024-01-{i + 13}", i + 0.5] for i in range(9))]
    path = str(tmp_path / "a.xlsx")
    with xlsxwriter.Workbook(path) as book:
        for name, cells in (("Jan", rows), ("Feb", rows), ("Notes", [["by Ann"]])):
            sheet = book.add_worksheet(name)
            for i, row in enumerate(cells):
                sheet.write_row(i, 0, row)
    found = check(take(engine, orders=path), "COT-542")
    assert (found.grade, found.count) == ("warn", 1)
    assert found.found == "of a.xlsx the sheet Jan is read; Feb may hold a table too"


def test_files_of_one_name_are_told_apart_by_their_folders(engine: Engine, tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / "in" / year).mkdir(parents=True)
        put(tmp_path / "in" / year, "a.csv", f"customer,date,amount\nc{year},{year}-01-15,2.00\nbob,never,{year}.00\n")
    dataset = take(engine, orders=str(tmp_path / "in"))
    files = dataset.quality.sources["orders"]
    assert isinstance(files, list)
    assert [each["file"] for each in files] == ["2023/a.csv", "2024/a.csv"]
    left = check(dataset, "COT-529")
    assert [each["file"] for each in left.examples] == ["2023/a.csv", "2024/a.csv"]
    told = engine.rows("select file, raw from rejected order by file")
    assert [file for file, _ in told] == ["2023/a.csv", "2024/a.csv"] and "2023.00" in told[0][1]


def test_sentences_count_one_and_call_no_loss_a_worth() -> None:
    assert (many(1, "line"), many(1200, "line", ("is", "are"))) == ("1 line", "1,200 lines are")
    assert (worth(25_000), worth(-25_000)) == ("worth 2.50", "−2.50 together")
