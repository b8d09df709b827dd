"""Are the numbers the same by every way in: the command line, the library, the API, and the pages of the studio?"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import coterie
from browsing import Answer, Browser, orders, until
from terminal import run

SLUG = "corner-shop"
PAGES = ("", "value/", "value/judged/", "value/risk/")
TIMES = {"k": 1e3, "M": 1e6, "bn": 1e9, "%": 0.01}
CARD = re.compile(
    r'<p class="label">([^<]*)</p>\s*<p class="big"><data value="([^"]*)" data-stat="[^"]*">([^<]*)</data>'
)
SHOWN = re.compile(r'<data value="([^"]*)" data-stat="([^"]*)">([^<]*)</data>')
FILES = ("customers.csv", "metrics.json", "segments.json", "personas.json", "quality.json")


@dataclass(frozen=True)
class Ways:
    """The folder of the study that each way in has left, and the studio in which two of them stand."""

    folders: dict[str, Path]
    person: Browser
    study: str

    def page(self, tail: str) -> Answer:
        found = self.person.ask(f"/p/{SLUG}/s/{self.study}/{tail}")
        assert found.status == 200, found.heading
        return found

    def told(self, name: str) -> Any:
        return json.loads((self.folders["command"] / name).read_text(encoding="utf-8"))


def by_api(person: Browser, data: bytes) -> str:
    """A dataset, its file, its import and its study, each by a call; the id of the study."""
    dataset = person.call("datasets", {"name": "By program"}).data["id"]
    head = {"Authorization": f"Bearer {person.token}", "Content_Type": "application/octet-stream"}
    sent = person.ask(f"/api/v1/datasets/{dataset}/files?name=orders.csv", data, **head)
    assert sent.status == 201, sent.text

    def ended(job: dict[str, Any]) -> None:
        until(lambda: person.call(f"jobs/{job['id']}").data["state"] not in ("queued", "running"), job["kind"])
        assert person.call(f"jobs/{job['id']}").data["state"] == "done", person.call(f"jobs/{job['id']}").text

    for step in ("inspect", "import"):
        begun = person.call(f"datasets/{dataset}/{step}", {})
        assert begun.status == 202, begun.text
        ended(begun.data)
    started = person.call("studies", {"dataset": dataset})
    assert started.status == 202, started.text
    ended(started.data["job"])
    return str(started.data["study"]["id"])


def close(said: str, number: float) -> bool:
    """Do these words say this number, as far as their last digit goes?"""
    found = re.fullmatch(r"[+−]?([\d,]+(?:\.(\d+))?)\s?(k|M|bn|%|×)?(?: \D+)?", said)
    assert found, said
    unit = TIMES.get(found[3] or "", 1.0)
    value = float(found[1].replace(",", "")) * unit * (-1 if said.startswith("−") else 1)
    return abs(value - number) <= 0.5001 * unit * 10.0 ** -len(found[2] or "")


@pytest.fixture(scope="module")
def ways(empty: Any, tmp_path_factory: pytest.TempPathFactory) -> Ways:
    """One file of orders, analysed by each way in, with the answers that stand there."""
    place, data = tmp_path_factory.mktemp("ways"), orders()
    (place / "orders.csv").write_bytes(data)
    done = run("analyze", str(place / "orders.csv"), "-o", str(place / "command"))
    assert done.code == 0, done.err
    study = coterie.analyze(orders=str(place / "orders.csv"))
    study.save(place / "library")
    study.close()

    address, workspace = empty()
    person = Browser(address, patient=True)
    person.set_up("kim@shop.example")
    person.make_key(SLUG)
    called = by_api(person, data)
    dataset = person.upload(SLUG, "orders.csv", data, 1_000_000)
    person.bring_in(SLUG, dataset)
    pressed = person.analyse(SLUG, dataset)
    folders = {each.parent.name: each.parent for each in workspace.rglob("customers.csv")}
    kept = {"api": folders[called], "pages": folders[pressed]}
    return Ways({"command": place / "command", "library": place / "library", **kept}, person, called)


@pytest.mark.parametrize("way", ["library", "api", "pages"])
@pytest.mark.parametrize("name", FILES)
def test_every_way_in_leaves_the_same_bytes_as_the_command_line(name: str, way: str, ways: Ways) -> None:
    first, second = ((ways.folders[each] / name).read_bytes() for each in ("command", way))
    assert len(first) > 100
    assert first == second


def test_the_api_tells_the_metrics_of_the_command_line(ways: Ways) -> None:
    assert ways.person.call(f"studies/{ways.study}/metrics").data == ways.told("metrics.json")


@pytest.mark.parametrize("tail", PAGES)
def test_every_number_on_a_page_is_the_one_that_the_command_line_stored(tail: str, ways: Ways) -> None:
    table = pq.read_table(ways.folders["command"] / "evidence.parquet", columns=["key", "estimate"])
    stored = dict(zip(table["key"].to_pylist(), table["estimate"].to_pylist(), strict=True))
    shown = SHOWN.findall(ways.page(tail).text)
    assert len(shown) > 5
    for value, key, said in shown:
        assert float(value) == stored[key], (key, said)
        assert close(said, stored[key]), (said, stored[key])


def test_the_cards_of_the_pages_say_the_metrics(ways: Ways) -> None:
    metrics = ways.told("metrics.json")
    taken, value, held = metrics["orders"], metrics["value"], metrics["value"]["holdout"]
    wanted = {
        "": {
            "Customers": taken["customers"],
            "Orders": taken["orders"],
            "Revenue": taken["revenue"],
            "Expected value, 12 months": value["total_clv"],
        },
        "value/": {"Expected revenue, next 12 months": value["total_clv"]},
        "value/judged/": {
            "Spend expected": held["spend_expected"],
            "Spend that came": held["spend_actual"],
            "Orders expected": held["orders_expected"],
            "Orders that came": held["orders_actual"],
            "Brought by the top fifth": held["top20_share"],
            "Inside their interval": held["coverage"],
        },
    }
    for tail, cards in wanted.items():
        found = {label: (float(raw), said) for label, raw, said in CARD.findall(ways.page(tail).text)}
        for label, number in cards.items():
            assert found[label][0] == number, (tail, label)
            assert close(found[label][1], number), (tail, label)


def test_the_heading_of_the_value_page_has_the_total_and_both_its_ends(ways: Ways) -> None:
    value = ways.told("metrics.json")["value"]
    heading = ways.page("value/").heading
    said = re.search(r"bring about (.+?) of revenue in the next (\d+) months, between (.+?) and (.+)$", heading)
    assert said, heading
    assert int(said[2]) == value["horizon_months"]
    for words, name in ((said[1], "total_clv"), (said[3], "total_clv_low"), (said[4], "total_clv_high")):
        assert close(words, value[name]), (name, words)


def test_the_segments_have_the_sizes_of_the_metrics_on_both_pages(ways: Ways) -> None:
    metrics = ways.told("metrics.json")
    sizes, everyone = metrics["segments"]["sizes"], metrics["orders"]["customers"]
    table = ways.page("value/").text.partition("<h2>By segment</h2>")[2].partition("</table>")[0]
    worth = re.findall(r'<td data-label="Customers">([^<]+)</td>', table)
    assert sorted(int(each.replace(",", "")) for each in worth) == sorted(sizes)
    shares = re.findall(r'<td class="share" data-label="Customers">.*?<data value="([^"]+)"', ways.page("").text)
    assert sorted(float(each) for each in shares) == sorted(size / everyone for size in sizes)
