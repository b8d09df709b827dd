"""Who starts and watches the studio? One small process: it starts web and worker, and ends both with itself."""

import json
import os
import secrets
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from coterie.studio.config.workspace import secret_of
from coterie.studio.launch.children import Child, say
from coterie.studio.launch.words import Words

LOOK = 0.2  # seconds between two looks at the children
PATIENCE = 60.0  # seconds after which it is said that nothing answers yet
TRIES = 3  # ends of a web server that never answered, after which it is not started again
MOST_WORKERS = 2
FAILED, TAKEN = 1, 2
FAR = "192.0.2.1"  # an address that belongs to nobody (RFC 5737)


def run(words: Words) -> int:
    """Run the studio until it is told to stop; the exit code: 0 stopped, 1 failed, 2 the port is taken."""
    if not _workspace(words.workspace):
        return FAILED
    taken = in_use(words.host, words.port)
    if taken:
        say(taken)
        return TAKEN
    stop = Event()
    for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(wish, lambda *_: stop.set())
    _environment(words)
    say("The studio is starting. Its address follows when it answers.")
    ready = _prepare(stop)
    if ready is None:
        return 0 if stop.is_set() else FAILED
    if not ready["nobody"]:
        os.environ["COTERIE_SETUP_TOKEN"] = ""
    greet = partial(_greet, words, bool(ready["nobody"]), str(ready["copied"]))
    return _watch([Child("web server", server(words)), *workers()], words, stop, greet)


def server(words: Words) -> list[str]:
    """The command of the web server."""
    count = min(MOST_WORKERS, os.cpu_count() or 1)
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", words.host, "--port", str(words.port)),
        *("--workers", str(count), "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--backlog", "1024"),
        "coterie.studio.launch.served:application",
    ]


def workers() -> list[Child]:
    """Who does the jobs: one takes all of them, and a second one only what somebody waits for at a page, unless
    `COTERIE_WORKERS` is 1."""
    command = [sys.executable, "-m", "coterie.studio.runs.worker"]
    every, quick = Child("worker", command), Child("quick worker", [*command, "--quick"])
    return [every] if os.environ["COTERIE_WORKERS"] == "1" else [every, quick]


def in_use(host: str, port: int) -> str:
    """Why nothing can listen there, as a sentence; empty where it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} needs special rights. Choose one above 1024: coterie studio --port {port + 8000}"
        except OverflowError:
            return f"There is no port {port}. Choose one from 1024 to 65535: coterie studio --port 8000"
        except OSError as fault:
            if isinstance(fault, socket.gaierror) or fault.errno == 99:
                return f"{host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all of its addresses."
            return (
                f"Port {port} is taken: another program, perhaps another studio, listens there. "
                f"Stop it, or choose another port: coterie studio --port {port + 1}"
            )
    return ""


def _workspace(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret_of(folder)
    except OSError as fault:
        say(f"The workspace {folder} cannot be used: {fault.strerror}. Name another: coterie studio --workspace DIR")
        return False
    return True


def _environment(words: Words) -> None:
    """What the children read. Where others can reach the studio, the first account needs a token of this terminal."""
    os.environ["COTERIE_WORKSPACE"] = str(words.workspace)
    os.environ["DJANGO_SETTINGS_MODULE"] = "coterie.studio.settings"
    os.environ["COTERIE_DEMO_STUDY"] = words.demo_study
    os.environ["COTERIE_WORKERS"] = "1" if os.environ.get("COTERIE_WORKERS", "").strip() == "1" else "2"
    guarded = words.seen_by_others or os.environ.get("COTERIE_PROFILE") == "production"
    os.environ["COTERIE_SETUP_TOKEN"] = secrets.token_urlsafe(16) if guarded else ""
    if words.seen_by_others and not os.environ.get("COTERIE_HOSTS"):
        os.environ["COTERIE_HOSTS"] = ",".join(sorted({words.host, socket.gethostname(), *_addresses()}))


def _addresses() -> list[str]:
    """The address by which this machine goes out: nothing is sent and no name is looked up, which may take long."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((FAR, 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def _prepare(stop: Event) -> dict[str, object] | None:
    """What the preparing process has found; None where it failed, or where somebody does not want to wait for it."""
    preparing = Child("preparation", [sys.executable, "-m", "coterie.studio.launch.prepare"], listened_to=True)
    preparing.start()
    assert preparing.process is not None
    while preparing.process.poll() is None:
        if stop.wait(LOOK / 2):
            preparing.ask_to_end()
            preparing.end()
            return None
    if preparing.process.returncode:
        say("The studio could not be prepared; what is wrong stands above. Nothing was changed that cannot be undone.")
        return None
    found: dict[str, object] = json.loads(preparing.heard().strip().splitlines()[-1])
    return found


def _greet(words: Words, nobody: bool, copied: str) -> None:
    say(f"coterie studio   {words.address}")
    say(f"workspace        {words.workspace}")
    if copied:
        say(f"copy of records  {copied}")
    if words.seen_by_others:
        say(f"called as        {os.environ['COTERIE_HOSTS']} (others: COTERIE_HOSTS)")
    token = os.environ["COTERIE_SETUP_TOKEN"]
    if nobody:
        tail = f"setup/?token={token}" if token else ""
        say(f"first account    {words.address}/{tail}")
    say("Stop with Ctrl-C.")


def _watch(children: list[Child], words: Words, stop: Event, greet: Callable[[], None]) -> int:
    """Keep the children running until somebody wants to stop; the address is told once it leads somewhere."""
    web, up, patient_until = children[0], False, time.monotonic() + PATIENCE
    for child in children:
        child.start()
    while not stop.wait(LOOK):
        for child in children:
            child.look()
        if up:
            continue
        if up := answers(words.address):
            greet()
            if words.browser:
                webbrowser.open(words.address)
        elif web.failures >= TRIES:
            say(f"The studio does not come up: its web server ended {TRIES} times. Why stands in its lines above.")
            _end(children)
            return FAILED
        elif time.monotonic() > patient_until:
            patient_until = float("inf")
            say(f"No answer at {words.address} after {PATIENCE:.0f} seconds. It is still tried; stop it with Ctrl-C.")
    say("Stopping: pages and jobs in hand are finished first.")
    _end(children)
    return 0


def _end(children: list[Child]) -> None:
    for child in children:
        child.ask_to_end()
    for child in children:
        child.end()


def answers(address: str, patience: float = 1.0) -> bool:
    """Does the studio answer at this address? Also where it may be called by another name alone."""
    try:
        with urllib.request.urlopen(f"{address}/health/", timeout=patience) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code == 400
    except (urllib.error.URLError, OSError, TimeoutError):
        return False


def wait_until_it_answers(address: str, patience: float = 30.0) -> bool:
    """Wait for the first page; False where patience ran out."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if answers(address):
            return True
        time.sleep(LOOK)
    return False
