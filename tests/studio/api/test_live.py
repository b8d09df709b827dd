"""Does the real server keep what its document promises, and does a storm of one call have one effect?"""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coterie.studio.launch.parent import wait_until_it_answers
from finished import finished
from patience import LONG, free_port

HERE = Path(__file__).parent
TESTS = HERE.parents[1]


class Live:
    """A server with one project, and its key."""

    def __init__(self, workspace: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COTERIE_")}
        paths = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
        own = {"COTERIE_WORKSPACE": str(workspace), "DJANGO_SETTINGS_MODULE": "live_settings", "PYTHONPATH": paths}
        self.environment = {**kept, **own}
        (workspace / "static").mkdir(parents=True)
        seed = [sys.executable, str(HERE / "seed.py"), str(finished())]
        self.seeded: dict[str, Any] = json.loads(subprocess.check_output(seed, env=self.environment, text=True))
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
        self._log = (workspace / "log.txt").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *words, "--blocking-threads", "4", "coterie.studio.wsgi:application"],
            env=self.environment,
            stdout=self._log,
            stderr=self._log,
        )
        assert wait_until_it_answers(self.address, LONG)

    def call(self, path: str, body: Any = None, **head: str) -> tuple[int, dict[str, Any]]:
        """One call, over a connection of its own."""
        data = None if body is None else json.dumps(body).encode()
        said = {"Authorization": f"Bearer {self.seeded['token']}", "Content-Type": "application/json", **head}
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data, said)
        try:
            with urllib.request.urlopen(request, timeout=LONG) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def stop(self) -> None:
        """End it with its workers."""
        self.process.terminate()
        self.process.wait(LONG)
        self._log.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    made = Live(tmp_path_factory.mktemp("live") / "workspace")
    yield made
    made.stop()


def test_a_hundred_at_once_have_one_effect(live: Live) -> None:
    answers: list[tuple[int, dict[str, Any]]] = []
    start = threading.Barrier(100)

    def storm() -> None:
        start.wait()
        answers.append(live.call("datasets", {"name": "storm"}, **{"Idempotency-Key": "storm"}))

    threads = [threading.Thread(target=storm) for _ in range(100)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    made = {answer["id"] for status, answer in answers if status == 201}
    assert len(answers) == 100
    assert len(made) == 1
    assert {status for status, _ in answers} <= {201, 409}
    names = [each["name"] for each in live.call("datasets")[1]["items"]]
    assert names.count("storm") == 1
    end = time.monotonic() + LONG
    while (again := live.call("datasets", {"name": "storm"}, **{"Idempotency-Key": "storm"}))[0] == 409:
        assert time.monotonic() < end
        time.sleep(0.2)
    assert again[1]["id"] in made


def test_every_call_keeps_what_the_document_promises(live: Live, tmp_path: Path) -> None:
    calm = ["--request-timeout", str(LONG), "--suppress-health-check", "too_slow"]
    words = [*calm, "--checks", "all", "--max-examples", "3", "--seed", "1", "--phases", "examples,coverage,fuzzing"]
    ran = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(HERE / "schemathesis.toml"), "run", f"{live.address}/api/v1/openapi.json"),
            *("-H", f"Authorization: Bearer {live.seeded['token']}", "--continue-on-failure", "--no-color", *words),
        ],
        env=live.environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=3 * LONG,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]
    calls = sum(len(methods) for methods in live.call("openapi.json")[1]["paths"].values())
    assert f"Tested: {calls}" in ran.stdout
