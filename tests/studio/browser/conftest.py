"""A studio that really runs, with its worker, and a project in it with one of everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import playwright.sync_api as playwright
import pytest

from browsing import Browser, orders
from filled import stocked, things
from looking import Sight, come_in, window
from running import Studio

EMAIL = "kim@shop.example"
SLUG = "corner-shop"


@dataclass(frozen=True)
class Shop:
    """The running studio, who keeps it, what she brought, and everything that addresses may name."""

    address: str
    person: Browser
    dataset: str
    study: str
    found: dict[str, Any]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """`empty()`: the address and folder of a studio that nobody has opened yet."""
    running = []

    def make() -> tuple[str, Path]:
        workspace = tmp_path_factory.mktemp("studio") / "workspace"
        studio = Studio(workspace)
        running.append(studio)
        studio.up()
        return studio.address, workspace

    yield make
    for studio in running:
        studio.stop()


@pytest.fixture(scope="session")
def shop(empty: Any) -> Shop:
    """A project with data, an analysis, and one of everything else that can be made."""
    address, workspace = empty()
    person = Browser(address, patient=True)
    person.set_up(EMAIL)
    person.make_key(SLUG)
    dataset = person.upload(SLUG, "orders.csv", orders(), 1_000_000)
    person.bring_in(SLUG, dataset)
    study = person.analyse(SLUG, dataset)
    links = stocked(person, SLUG, study)
    return Shop(address, person, dataset, study, {**things(workspace, study), **links})


@pytest.fixture(scope="session")
def day(chromium: playwright.Browser, shop: Shop) -> Iterator[Sight]:
    """A desk in daylight, signed in."""
    with window(chromium, shop.address, 1440, color_scheme="light") as sight:
        come_in(sight, EMAIL)
        yield sight


@pytest.fixture(scope="session")
def night(chromium: playwright.Browser, shop: Shop, day: Sight) -> Iterator[Sight]:
    """A phone in the dark, signed in."""
    more: dict[str, Any] = {"color_scheme": "dark", "has_touch": True, "is_mobile": True}
    with window(chromium, shop.address, 390, 844, **more) as sight:
        sight.context.add_cookies([dict(cookie) for cookie in day.context.cookies()])  # type: ignore[misc]
        yield sight
