"""A studio that really runs, on each database; its parent may be killed and started again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import servers
from browsing import Browser, orders
from running import Studio, until

LEASE = "6"  # seconds: the job of a killed worker is taken up again soon


class Place:
    """One workspace and its database. ``visitor`` is who made the first account; ``seen`` what tests compare."""

    def __init__(self, database: str, workspace: Path, address: str = "", **environment: str) -> None:
        self.database, self.workspace = database, workspace
        self._words = ["--database", address] if address else []
        self._environment = {"COTERIE_LEASE": LEASE, **environment}
        self.studio: Studio
        self.visitor: Browser
        self.email, self.slug = "", "corner-shop"
        self.seen: dict[str, Any] = {}

    def start(self, port: int = 0, *, up: bool = True) -> None:
        self.studio = Studio(self.workspace, *self._words, port=port, **self._environment)
        if up:
            self.studio.up()
        self.visitor = getattr(self, "visitor", None) or Browser(self.studio.address, patient=True)

    def kill(self) -> None:
        """End the parent as a power cut would; the port is free soon."""
        self.studio.process.kill()
        self.studio.process.wait()
        until(self.studio.port_is_free, "the port is free")

    def start_again(self) -> None:
        """What was in hand is taken up again at once: nobody waits here for the first page."""
        self.kill()
        self.start(self.studio.port, up=False)

    def open_for(self, email: str) -> None:
        """The first account, a project and a key."""
        assert self.visitor.set_up(email).path == f"/p/{self.slug}/"
        self.email = email
        self.visitor.make_key(self.slug)


@pytest.fixture(scope="module", params=servers.NAMES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A studio on this database, without anybody in it yet."""
    name = str(request.param)
    made = Place(name, tmp_path_factory.mktemp(name) / "workspace", servers.address(name))
    made.start()
    yield made
    made.kill()


@pytest.fixture
def place_of(tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """`place_of(address, folder, NAME=...)`: a studio of one test, with a first account, a project and a key."""
    made: list[Place] = []

    def make(address: str = "", folder: Path = tmp_path, **environment: str) -> Place:
        place = Place("", folder / "workspace", address, **environment)
        made.append(place)
        place.start()
        place.open_for("keeper@shop.example")
        return place

    yield make
    for place in made:
        place.kill()


@pytest.fixture(scope="module")
def stocked_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A studio with a first account and a year of orders; ``seen``: "dataset", and the "page" of its columns."""
    place = Place("", tmp_path_factory.mktemp("stocked") / "workspace")
    place.start()
    place.open_for("keeper@shop.example")
    dataset = place.visitor.upload(place.slug, "orders.csv", orders(), 1_000_000)
    place.visitor.guessed(place.slug, dataset)
    page = place.visitor.ask(f"/p/{place.slug}/data/{dataset}/mapping/").text
    place.visitor.bring_in(place.slug, dataset)
    place.seen = {"dataset": dataset, "page": page}
    yield place
    place.kill()
