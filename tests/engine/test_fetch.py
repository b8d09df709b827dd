"""Does a table of a real server come here whole, and does whatever goes wrong tell a stranger nothing?"""

import csv
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pymysql
import pytest

import servers
from coterie.engine import fetch, tables_of
from coterie.terms import DataRefused, WrongWords

ROWS = [(i, f'name "{i}", with\nmuch', f"{i}.50") for i in range(300)]


def filled(name: str) -> str:
    """The address of a database with the table `orders` of ROWS."""
    url = servers.address(name)
    parts = urlsplit(url)
    base = parts.path.lstrip("/")
    if name == "postgres":
        made = psycopg.connect(url, autocommit=True)
    else:
        made = pymysql.connect(
            host=parts.hostname, port=parts.port, user=parts.username, password=parts.password, database=base
        )
    with made, made.cursor() as cursor:
        cursor.execute("create table orders (id integer, who varchar(80), amount decimal(10, 2))")
        cursor.executemany("insert into orders values (%s, %s, %s)", ROWS)
        if name == "mariadb":
            made.commit()
    return url


@pytest.mark.parametrize("name", ["postgres", "mariadb"])
def test_a_table_arrives_with_every_row_and_sign(name: str, tmp_path: Path) -> None:
    url = filled(name)
    assert fetch(url, "orders", tmp_path / "orders.csv", address="127.0.0.1") == len(ROWS)
    with (tmp_path / "orders.csv").open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    assert head == ["id", "who", "amount"]
    assert sorted((int(i), who, amount) for i, who, amount in rows) == ROWS


@pytest.mark.parametrize("name", ["postgres", "mariadb"])
def test_the_tables_of_a_database_are_named_and_a_wrong_secret_names_none(name: str) -> None:
    url = filled(name)
    assert tables_of(url, address="127.0.0.1") == ["orders"]
    assert tables_of(url, most=0) == []
    for wrong in (f"{url}_missing", url.replace(f":{urlsplit(url).port}", ":1")):
        with pytest.raises(DataRefused, match="did not answer as expected"):
            tables_of(wrong)


@pytest.mark.parametrize("name", ["postgres", "mariadb"])
def test_whatever_goes_wrong_is_one_sentence_without_the_secret(name: str, tmp_path: Path) -> None:
    url = filled(name)
    wrong = [
        (url, "no_such_table"),
        (url, 'orders"; drop table orders; --'),
        (url.replace("127.0.0.1", "canary:s3cret@127.0.0.1").replace("tests:tests@canary", "canary"), "orders"),
        (f"{url}_missing", "orders"),
    ]
    for each, table in wrong:
        with pytest.raises(DataRefused) as no:
            fetch(each, table, tmp_path / "x.csv")
        assert [problem.code for problem in no.value.problems] == ["COT-219"]
        assert "s3cret" not in str(no.value)
        assert str(no.value).count("did not answer as expected") == 1
    assert fetch(url, "orders", tmp_path / "again.csv") == len(ROWS)


def test_a_table_larger_than_may_come_is_broken_off(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="the table has more than"):
        fetch(filled("postgres"), "orders", tmp_path / "x.csv", most=500)
    assert (tmp_path / "x.csv").stat().st_size <= 500


@pytest.mark.parametrize("url", ["sqlite:///etc/passwd", "file:///etc/passwd", "mongodb://h/x", "orders.csv", ""])
def test_other_databases_are_told_which_can_be_read(url: str, tmp_path: Path) -> None:
    with pytest.raises(WrongWords, match="postgresql, mariadb"):
        fetch(url, "orders", tmp_path / "x.csv")
