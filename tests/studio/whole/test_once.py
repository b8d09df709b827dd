"""Is a form that was sent twice done once? The server is killed after it has done it and before its answer arrives."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any

import pytest

from browsing import Answer, Browser, fields_of, orders, until
from proxies import Line

ASKED = {"judge": "auto", "method": "auto", "value": "auto", "time_unit": "day"}
LIST = {"who": "everybody", "what": "list", "format": "csv"}


class Unlucky:
    """Somebody whose answers are lost with the server, and who then sends the same form again."""

    def __init__(self, place: Any) -> None:
        self.place, self.line = place, Line(place.studio.port)
        self.person = Browser(f"http://127.0.0.1:{self.line.port}", patient=True)
        self.person.sign_in(place.email)

    def loses(self, page: str, to: str = "", **fields: str) -> Callable[[], Answer]:
        """Send the form of a page; what is returned sends it again."""
        form = {**fields_of(self.person.ask(page).text), **fields}
        self.line.lose = lambda: os.kill(self.place.studio.children()["web"], signal.SIGKILL)
        self.person.patient = False
        with pytest.raises((OSError, HTTPException)):
            self.person.send(to or page, form)
        self.person.patient = True
        return lambda: self.person.send(to or page, form)

    def jobs(self, kind: str) -> list[str]:
        """The states of all jobs of a kind."""
        records = sqlite3.connect(self.place.workspace / "studio.sqlite3")
        found = [row[0] for row in records.execute("SELECT state FROM runs_job WHERE kind = ?", (kind,))]
        records.close()
        return found

    def done(self, kind: str) -> None:
        until(lambda: self.jobs(kind) == ["done"], f"{kind} is done once", self.jobs(kind))


@pytest.fixture
def unlucky(place_of: Any) -> Iterator[Unlucky]:
    made = Unlucky(place_of(""))
    yield made
    made.line.cut()


def test_a_form_whose_answer_was_lost_is_done_once_and_leads_to_what_came_of_it(unlucky: Unlucky) -> None:
    place = unlucky.place
    slug, home = place.slug, f"/p/{place.slug}/"
    dataset = place.visitor.upload(slug, "orders.csv", orders(), 1_000_000)
    place.visitor.guessed(slug, dataset)

    again = unlucky.loses(f"{home}data/{dataset}/mapping/", **{"import": "yes"})
    unlucky.done("import")
    assert again().path == f"{home}data/{dataset}/checks/"
    assert unlucky.jobs("import") == ["done"]

    again = unlucky.loses(f"{home}new/", dataset=dataset, **ASKED)
    unlucky.done("analyze")
    assert again().heading == "Analysis is done"
    assert unlucky.jobs("analyze") == ["done"]
    (study,) = place.visitor.call("studies").data["items"]

    exports = f"{home}s/{study['id']}/exports/"
    again = unlucky.loses(exports, f"{exports}list/", **LIST)
    unlucky.done("export")
    assert again().heading == again().heading == "Export is done"
    assert unlucky.jobs("export") == ["done"]
    unlucky.person.send(f"{exports}list/", {**fields_of(unlucky.person.ask(exports).text), **LIST})
    assert len(unlucky.jobs("export")) == 2  # a page of another moment is another wish
