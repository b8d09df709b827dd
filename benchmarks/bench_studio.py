"""How soon do pages and score calls come, how heavy is the first visit, what does a large upload need? Beside our bars.

`UPLOAD_MB=1000` sends a CSV of a gigabyte (the default); `ANSWERS` is how often each page is asked for;
`SCORED_SECONDS` is how long customers are scored.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import playwright.sync_api as playwright

import load_score
from generate import lines_csv
from measure import Reading, say

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browsing import Browser, until
from running import Studio

UPLOAD_MB = int(os.environ.get("UPLOAD_MB", "1000"))
ANSWERS = int(os.environ.get("ANSWERS", "40"))
SCORED_SECONDS = float(os.environ.get("SCORED_SECONDS", "60"))
PIECE = 8 * 2**20
BYTES_A_LINE = 100
BARS = {
    "page": 0.3,
    "during": 0.5,
    "weight": 600.0,
    "chart": 3.0,
    "memory": 1536.0,
    "calls": 500,
    "answer": 0.1,
    "customers": 20_000,
}
CHROMIUM = Path("/usr/bin/chromium")
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """One studio with the demo's data in it, asked as a person asks it."""
    folder = Path(tempfile.mkdtemp(prefix="coterie-bench-"))
    studio = Studio(folder / "workspace")
    try:
        studio.up()
        person = Browser(studio.address, patient=True)
        person.set_up("keeper@shop.example")
        person.make_key("corner-shop")
        person.send("/p/corner-shop/demo/", {})
        until(lambda: bool(person.call("studies").data["items"]), "the demo has begun")
        until(lambda: person.call("studies").data["items"][0]["state"] != "running", "the demo", patience=1800)
        study = person.call("studies").data["items"][0]
        pages(studio, person, f"/p/corner-shop/s/{study['id']}")
        for name, path in (
            ("dashboard", "/p/corner-shop/"),
            ("map of segments", f"/p/corner-shop/s/{study['id']}/map/"),
        ):
            first_visit(studio, person, name, path)
        scores(studio.address, person.token)
        large_upload(studio, person)
    finally:
        studio.stop()
        shutil.rmtree(folder, ignore_errors=True)


def pages(studio: Studio, person: Browser, study: str) -> None:
    """The 95th of a hundred answers, for the dashboard and the pages of segments."""
    for name, path in (
        ("dashboard", "/p/corner-shop/"),
        ("segments", f"{study}/"),
        ("map of segments", f"{study}/map/"),
        ("one segment", f"{study}/segments/s1/"),
        ("customers", f"{study}/customers/"),
    ):
        before = cpu(studio)
        times = answered(person, path, ANSWERS)
        spent = (cpu(studio) - before) / ANSWERS
        bar(f"{name} of the demo, 95th of 100 answers", BARS["page"], quantile(times), spent, peak_mb(studio, "web"))


def answered(person: Browser, path: str, count: int) -> list[float]:
    """Seconds of each answer, after one that nobody waits for."""
    times = []
    for _ in range(count + 1):
        begun = time.perf_counter()
        answer = person.ask(path)
        times.append(time.perf_counter() - begun)
        assert answer.status == 200, (path, answer.status)
    return times[1:]


def first_visit(studio: Studio, person: Browser, name: str, path: str) -> None:
    """What the wire carries, and when the first chart stands, in a browser that has never been here."""
    if not CHROMIUM.exists():
        return
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=studio.address)
        context.add_cookies([{"name": n, "value": v, "url": studio.address} for n, v in person.cookies.items()])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        came: list[float] = []
        wire.on("Network.loadingFinished", lambda told: came.append(told["encodedDataLength"]))
        begun = time.perf_counter()
        page.goto(path)
        page.locator("figure.chart").first.scroll_into_view_if_needed()
        page.locator("figure.chart[data-drawn]").first.wait_for(timeout=60_000)
        chart = time.perf_counter() - begun
        page.wait_for_load_state("networkidle")
        browser.close()
    bar(
        f"first visit of the {name} with its charts, kB on the wire",
        BARS["weight"],
        sum(came) / 1000,
        0.0,
        0.0,
        unit="kB",
    )
    bar(f"first chart of the {name} in Chromium, from its address on", BARS["chart"], chart, 0.0, 0.0)


def scores(address: str, key: str) -> None:
    """Customers scored by 16 open connections, one a call and a thousand a call; every answer must be 200."""
    found = asked(address, key, 1)
    bar("scored, one customer a call", BARS["calls"], found["requests_a_second"], 0.0, 0.0, unit="calls a second")
    bar("scored, one customer a call, 99th of 100 answers", BARS["answer"], found["p99_ms"] / 1000, 0.0, 0.0)
    many = asked(address, key, 1000)["customers_a_second"]
    bar("scored, 1,000 customers a call", BARS["customers"], many, 0.0, 0.0, unit="customers a second")


def asked(address: str, key: str, batch: int) -> dict[str, float]:
    """What the load of score calls tells of calls with so many customers."""
    said = argparse.Namespace(url=address, key=key, seconds=SCORED_SECONDS, connections=16, batch=batch)
    found = asyncio.run(load_score.measure(said))
    assert not found["not_200"], found
    return found


def large_upload(studio: Studio, person: Browser) -> None:
    """A large CSV in pieces, then its import: memory of each process, and how pages answer meanwhile."""
    path = lines_csv(UPLOAD_MB * 2**20 // BYTES_A_LINE)
    size = path.stat().st_size
    told = person.send(
        "/p/corner-shop/data/begin/", {"file": path.name, "size": str(size)}, Accept="application/json"
    ).data
    begun, spent = time.perf_counter(), cpu(studio)
    with path.open("rb") as file:
        for offset in range(0, size, PIECE):
            person.send(f"{told['url']}?offset={offset}", body=file.read(PIECE))
    took, mb = time.perf_counter() - begun, size / 2**20
    web = peak_mb(studio, "web")
    bar(f"upload of {mb:,.0f} MiB, memory of the server", BARS["memory"], web, cpu(studio) - spent, web, took, "MiB")
    begun, times, most, whole = time.perf_counter(), [], 0.0, 0.0
    place = f"/p/corner-shop/data/{told['dataset']}/"
    person.send(told["read"], {})
    asked = False
    while (state := person.call(f"datasets/{told['dataset']}").data["state"]) not in ("ready", "refused", "failed"):
        times += answered(person, "/p/corner-shop/", 1)
        most, whole = max(most, peak_mb(studio, "jobs")), max(whole, together_mb(studio))
        if not asked and state == "draft" and person.ask(place).path.endswith("/mapping/"):
            person.send(f"{place}import/", {})
            asked = True
    assert state == "ready", state
    took = time.perf_counter() - begun
    bar(f"import of {mb:,.0f} MiB, memory of the job", BARS["memory"], most, 0.0, most, took, "MiB")
    bar(f"import of {mb:,.0f} MiB, memory of all processes", BARS["memory"], whole, 0.0, whole, took, "MiB")
    bar("dashboard while it is imported, 95th of 100 answers", BARS["during"], quantile(times), 0.0, 0.0)


def bar(
    question: str, limit: float, found: float, spent: float, peak: float, wall: float = 0.0, unit: str = "s"
) -> None:
    """One row: what was found, and the bar that we set ourselves."""
    mine = Reading(spent, wall or (found if unit == "s" else 0.0), peak, {})
    told = f"{found:,.0f}" if found >= 10 else f"{found:.2f}"
    more = unit.endswith("a second")
    bars = {"found": f"{told} {unit}", "bar": f"{'at least ' if more else ''}{limit:,.10g} {unit}"}
    say(question, "our bar", mine, Reading(0.0, limit, 0.0, {}), found / limit if more else limit / found, **bars)


def quantile(times: list[float]) -> float:
    """The 95th of 100."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def family(studio: Studio, name: str) -> list[int]:
    """The web server with all that it started ("web"), all others ("jobs"), or all of the studio ("")."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed.splitlines())}
    web, every = [studio.children()["web"]], [studio.process.pid]
    for found in (web, every):
        for pid in found:
            found += [each for each, parent in parents.items() if parent == pid]
    return {"web": web, "jobs": [pid for pid in every if pid not in web]}.get(name, every)


def peak_mb(studio: Studio, name: str) -> float:
    """The most memory that one of them has had."""
    most = 0.0
    for pid in family(studio, name):
        told = status(pid)
        most = max(most, int(told.split("VmHWM:")[1].split()[0]) / 1024 if "VmHWM:" in told else 0.0)
    return most


def together_mb(studio: Studio) -> float:
    """The memory of all processes now, what several share counted once (their proportional set sizes)."""
    told = [status(pid, "smaps_rollup") for pid in family(studio, "")]
    return sum(int(each.split("\nPss:")[1].split()[0]) for each in told if "\nPss:" in each) / 1024


def status(pid: int, name: str = "status") -> str:
    """What the system tells of a process; nothing of one that is gone."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""


def cpu(studio: Studio) -> float:
    """Processor seconds of the web server so far."""
    spent = 0
    for pid in family(studio, "web"):
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        spent += int(words[11]) + int(words[12])
    return spent / TICK


if __name__ == "__main__":
    main()
