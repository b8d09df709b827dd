"""Is a table named by an address brought whole, and is its secret told to nobody?"""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coterie.engine import bring, named
from coterie.terms import DataRefused
from engine.test_fetch import ROWS, filled


def table(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.fixture
def shop(tmp_path: Path) -> str:
    with closing(sqlite3.connect(tmp_path / "my shop.db")) as base:
        base.execute('create table "order lines" (id integer, who text, amount real)')
        base.executemany('insert into "order lines" values (?, ?, ?)', [(1, "Ann", 2.5), (2, None, 3.0)])
        base.commit()
    return f"sqlite:///{tmp_path}/my%20shop.db"


def test_a_table_and_a_query_of_sqlite_are_brought(shop: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert bring(named(f"{shop}#order lines"), out) == 2
    assert table(out) == [["id", "who", "amount"], ["1", "Ann", "2.5"], ["2", "", "3.0"]]
    assert bring(named(f'{shop}#select id from "order lines" where amount > 2.6'), out) == 1
    assert table(out) == [["id"], ["2"]]


def test_what_does_not_stand_there_is_told_and_nothing_is_made(shop: str, tmp_path: Path) -> None:
    for what, told in (("#orders", "no such table"), ("", "names no table"), ("#select select", "syntax error")):
        with pytest.raises(DataRefused, match=f"COT-219 .*{told}"):
            bring(named(shop + what), tmp_path / "out.csv")
    with pytest.raises(DataRefused, match="there is no file"):
        bring(named(f"sqlite:///{tmp_path}/missing.db#orders"), tmp_path / "out.csv")
    assert not (tmp_path / "missing.db").exists()


@pytest.mark.parametrize("name", ["postgres", "mariadb"])
def test_a_query_of_a_server_is_brought_and_the_secret_is_not_told(name: str, tmp_path: Path) -> None:
    url = filled(name)
    out = tmp_path / "out.csv"
    assert bring(named(f"{url}#orders"), out) == len(ROWS)
    assert bring(named(f"{url}#select id, who from orders where id < 7"), out) == 7
    assert sorted(row[0] for row in table(out)[1:]) == [str(i) for i in range(7)]
    with pytest.raises(DataRefused, match="#missing: the database did not answer as expected") as refused:
        bring(named(f"{url}#missing"), out)
    assert url.partition("@")[0] not in str(refused.value)


def test_what_comes_from_a_server_cannot_change_it(tmp_path: Path) -> None:
    url, out = filled("postgres"), tmp_path / "out.csv"
    with pytest.raises(DataRefused):
        bring(named(f"{url}#with gone as (delete from orders returning id) select id from gone"), out)
    assert bring(named(f"{url}#orders"), out) == len(ROWS)
