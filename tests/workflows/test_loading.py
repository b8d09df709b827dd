import csv
import json
from pathlib import Path
from typing import Any

import pytest

from coterie import analyze
from coterie.terms import DataRefused, Failed, Problem
from coterie.workflows import load_dataset, loading, words_of

GOOD = "client,order,when,amount,newsletter\n" + "".join(
    f"c{i % 40},o{i},2024-0{1 + i % 6}-{1 + i % 27:02d},{10 + i % 7}.50,x\n" for i in range(200)
)
BAD = "=cmd(),o900,31st of May,5.00,x\nc1,o901,2024-02-30,7.25,x\n"


def source(folder: Path) -> dict[str, str]:
    (folder / "orders.csv").write_text(GOOD + BAD)
    people = "client,city,consent\n" + "".join(f"c{i},Ghent,{'no' if i % 4 == 0 else 'yes'}\n" for i in range(40))
    (folder / "people.csv").write_text(people)
    return {"orders": str(folder / "orders.csv"), "customers": str(folder / "people.csv")}


def test_every_row_and_all_money_are_accounted_for(tmp_path: Path) -> None:
    told = load_dataset(source(tmp_path), None, tmp_path / "data")
    account = told["kinds"]["orders"]["account"]
    assert (account["read"], account["accepted"], account["rejected"]) == (202, 200, 2)
    assert account["amount_read"] == pytest.approx(account["amount_accepted"] + account["amount_rejected"])
    assert account["amount_rejected"] == pytest.approx(12.25)
    assert told["rejected"] == 2 and told["consent"] == "consent"
    assert told == json.loads((tmp_path / "data/dataset.json").read_text())
    names = {path.name for path in (tmp_path / "data").iterdir()}
    assert names == {"dataset.json", "mapping.toml", "quality.json", "rejected.csv", "rejected.parquet", "run.json"}


def test_rejected_rows_come_back_as_a_file_that_runs_no_formula(tmp_path: Path) -> None:
    load_dataset(source(tmp_path), None, tmp_path / "data")
    with (tmp_path / "data/rejected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["line"] for row in rows] == ["202", "203"]
    assert rows[0]["raw"].startswith("'=cmd()") and float(rows[0]["amount"]) == 5.0


def test_first_rows_are_shown_as_they_were_understood(tmp_path: Path) -> None:
    orders = load_dataset(source(tmp_path), None, tmp_path / "data")["kinds"]["orders"]
    columns = [each["name"] for each in orders["columns"]]
    first = dict(zip(columns, orders["preview"][0], strict=True))
    assert len(orders["preview"]) == 10 and first["customer_id"] == "c0" and first["amount"] == 10.5
    assert first["ordered_at"] == "2024-01-01"
    asked = {each["name"]: (each["source"], each["question"]) for each in orders["columns"]}
    assert asked["customer_id"] == ("client", "Who bought?")


def test_the_saved_mapping_reads_the_same_dataset_again(tmp_path: Path) -> None:
    sources = source(tmp_path)
    first = load_dataset(sources, None, tmp_path / "one")
    again = load_dataset(sources, words_of(str(tmp_path / "one/mapping.toml")), tmp_path / "two")
    assert again["dataset"] == first["dataset"] and again["kinds"] == first["kinds"]
    study = analyze(**sources, map=[str(tmp_path / "one/mapping.toml")])
    assert study.results.dataset.id == first["dataset"]
    study.close()


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    sources = source(tmp_path)
    for name in ("one", "two"):
        load_dataset(sources, None, tmp_path / name)
    for name in ("dataset.json", "mapping.toml", "quality.json", "rejected.csv", "rejected.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_refused_data_leave_nothing(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataRefused):
        load_dataset({"orders": str(tmp_path / "orders.csv")}, None, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_where_little_memory_does_not_do_the_usual_memory_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COTERIE_MEMORY_MB", raising=False)
    asked, real = [], loading.open_engine

    def short(*, memory_mb: int, threads: int) -> Any:
        asked.append(memory_mb)
        if memory_mb < 2048:
            raise Failed(Problem("COT-903", "a step needed more than the memory it may use"))
        return real(memory_mb=memory_mb, threads=threads)

    monkeypatch.setattr(loading, "open_engine", short)
    assert load_dataset(source(tmp_path), None, tmp_path / "data")["rejected"] == 2
    assert asked == [400, 2048]
    monkeypatch.setenv("COTERIE_MEMORY_MB", "900")
    with pytest.raises(Failed, match="COT-903"):
        load_dataset(source(tmp_path), None, tmp_path / "more")
    assert asked == [400, 2048, 900]
