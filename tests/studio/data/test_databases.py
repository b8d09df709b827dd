"""Is a table of somebody's database read by a few clicks, and does whatever goes wrong say what to do and no more?"""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import urlsplit

import playwright.sync_api as playwright
import psycopg
import pymysql
import pytest
from atwork import work_off
from django.test import Client

import servers
from coterie.studio.projects import reach
from coterie.studio.projects.models import Connection, Dataset, Source

KINDS = {"postgres": "postgresql", "mariadb": "mariadb"}
SETTINGS = "/p/corner-shop/settings/connections/"
ROWS = [(f"c{i % 5}", f"2024-{1 + i % 9:02d}-{13 + i % 12:02d}", f"{10 + i}.50") for i in range(40)]
FAILED = "This database cannot be read from here. Check host, port, name and secret."


def shop(name: str) -> dict[str, str]:
    """A database with a table of orders, as the words of the form."""
    url = servers.address(name)
    parts = urlsplit(url)
    base = parts.path.lstrip("/")
    told = {"host": parts.hostname, "port": parts.port, "user": parts.username, "password": parts.password or ""}
    made = psycopg.connect(url, autocommit=True) if name == "postgres" else pymysql.connect(**told, database=base)
    with made, made.cursor() as cursor:
        cursor.execute("create table orders (customer_id varchar(20), ordered_on date, amount decimal(10, 2))")
        cursor.executemany("insert into orders values (%s, %s, %s)", ROWS)
        made.commit()
    words = {"kind": KINDS[name], "host": told["host"], "port": str(told["port"]), "base": base, "user": told["user"]}
    return {**words, "secret": told["password"]}


def connect(page: playwright.Page, name: str, words: dict[str, str]) -> None:
    page.goto(SETTINGS)
    page.get_by_label("What is it called here?").fill(name)
    page.get_by_label("Kind").select_option(words["kind"])
    for label, field in (("Host", "host"), ("Port", "port"), ("Database", "base"), ("Name to sign in with", "user"),
                         ("Secret", "secret")):  # fmt: skip
        page.get_by_label(label, exact=True).fill(words[field])
    page.get_by_role("button", name="Connect").click()


def read(page: playwright.Page, name: str, table: str) -> None:
    """Choose the table on the page of new data, and let the jobs be done."""
    page.goto("/p/corner-shop/data/new/")
    page.get_by_role("link", name=re.compile(name)).click()
    if name == "Till":
        assert page.locator("#tables option").evaluate_all("found => found.map(each => each.value)") == ["orders"]
    else:
        playwright.expect(page.locator("main")).to_contain_text("does not answer now")
    page.get_by_label("Table or view").fill(table)
    page.get_by_role("button", name="Read and look").click()
    page.wait_for_url(re.compile(r"/data/[0-9a-f-]{36}/"))
    work_off()
    page.reload()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "width"), [("postgres", 1280), ("mariadb", 390)])
def test_a_table_is_connected_read_looked_at_and_imported(
    name: str, width: int, visit: Callable[..., playwright.Page]
) -> None:
    words = shop(name)
    page = visit("admin", width)
    heading = page.get_by_role("heading", level=1)
    connect(page, "Till", words)
    playwright.expect(heading).to_have_text("One database can be read")
    playwright.expect(page.locator("body")).to_contain_text("Till answers and can now be read under Data: one table.")
    assert words["secret"] == "" or f">{words['secret']}<" not in page.content()

    read(page, "Till", "no_such_table")
    playwright.expect(page.locator("main")).to_contain_text("did not answer as expected")
    assert not Source.objects.filter(complete=True).exists()

    read(page, "Till", "orders")
    playwright.expect(heading).to_have_text("40 of 40 rows would be taken")
    page.get_by_role("button", name="Import").first.click()
    work_off()
    page.reload()
    playwright.expect(heading).to_contain_text("All 40 rows are in")
    assert Dataset.objects.get(state="ready").account["orders"]["accepted"] == len(ROWS)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.django_db(transaction=True)
def test_a_wrong_secret_and_a_server_that_is_away_read_nothing_and_tell_no_secret(
    visit: Callable[..., playwright.Page],
) -> None:
    words = shop("mariadb")
    page = visit("admin")
    for called, wrong in (("Locked", {"secret": "canary-7"}), ("Away", {"port": "1"})):
        connect(page, called, words | wrong)
        playwright.expect(page.locator("body")).to_contain_text(f"{called} is kept, but does not answer now.")
        read(page, called, "orders")
        playwright.expect(page.locator("main")).to_contain_text("did not answer as expected")
        assert "canary-7" not in page.content()
        playwright.expect(page.get_by_role("link", name="Read it again")).to_be_visible()
        assert "arrived; choose the same file again" not in page.content()
    assert not Source.objects.filter(complete=True).exists()


@pytest.mark.django_db
def test_the_own_database_of_the_studio_gets_the_words_of_one_that_leads_nowhere(
    studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1", "PORT": 5599}}
    monkeypatch.setattr(reach, "settings", SimpleNamespace(DATABASES=own))
    words = {"name": "Own", "kind": "postgresql", "host": "localhost", "port": "5599", "base": "b", "user": "u"}
    for host in ("localhost", "127.0.0.1", "::1"):
        answer = studio_client("admin").post(SETTINGS, words | {"host": host})
        assert FAILED in html.unescape(answer.content.decode()), host
    assert not Connection.objects.exists()
    assert reach.address_of("postgresql://u:s@127.0.0.1:5598/b") == "127.0.0.1"
