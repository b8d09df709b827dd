"""Databases that a studio may live in, for tests: a file, or a private server that ends with the tests."""

import atexit
import os
import shutil
import subprocess
import tempfile
import time
from functools import lru_cache
from itertools import count
from pathlib import Path

import pytest

import databases
from patience import LONG, free_port

NAMES = ("sqlite", "postgres", "mariadb")
_NUMBERS = count(1)
_PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/usr/libexec"


def address(name: str) -> str:
    """The address of a fresh, empty database; "" is the file in the workspace. Skips where the server is missing."""
    return {"sqlite": lambda: "", "postgres": _postgres, "mariadb": _mariadb}[name]()


def _postgres() -> str:
    words = databases.server()
    host, port, user = words[1], words[3], words[5]
    fresh = f"studio{os.getpid()}_{next(_NUMBERS)}"
    _said([shutil.which("psql") or "psql", *words, "-X", "-q", "-c", f"create database {fresh}"])
    return f"postgres://{user}@{host}:{port}/{fresh}"


def _mariadb() -> str:
    port = _mariadb_port()
    fresh = f"studio{os.getpid()}_{next(_NUMBERS)}"
    _said([*_client(port), "-e", f"create database {fresh} character set utf8mb4"])
    return f"mariadb://tests:tests@127.0.0.1:{port}/{fresh}"


@lru_cache(maxsize=1)
def _mariadb_port() -> int:
    server, install = shutil.which("mariadbd", path=_PLACES), shutil.which("mariadb-install-db", path=_PLACES)
    if server is None or install is None:
        pytest.skip("needs MariaDB, which is not installed here")
    folder = Path(tempfile.mkdtemp(prefix="coterie-my-"))
    user: list[str] = []
    if os.getuid() == 0:  # the server does not like to run as root
        user = ["--user=mysql"]
        folder.chmod(0o755)
        shutil.chown(folder, "mysql")
    data = folder / "data"
    words = [f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"]
    _said([install, "--no-defaults", *user, *words])
    port = free_port()
    own = [f"--socket={folder / 's.sock'}", f"--pid-file={folder / 'pid'}"]
    quick = ["--innodb-flush-method=nosync", "--skip-innodb-doublewrite", "--default-time-zone=+05:30"]
    words = ["--no-defaults", *user, f"--datadir={data}", f"--port={port}", "--bind-address=127.0.0.1", *own]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([server, *words, *quick], **quiet)  # type: ignore[call-overload]

    def stop() -> None:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    _wait(port)
    grant = "create user tests@'127.0.0.1' identified by 'tests'; grant all on *.* to tests@'127.0.0.1'"
    _said([*_client(port), "-e", grant])
    return port


def _client(port: int) -> list[str]:
    return ["mariadb", "--no-defaults", "-uroot", "-h127.0.0.1", f"-P{port}"]


def _wait(port: int) -> None:
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        found = subprocess.run([*_client(port), "-e", "select 1"], capture_output=True, check=False)
        if found.returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("MariaDB did not start")


def _said(words: list[str]) -> None:
    told = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    assert told.returncode == 0, told.stderr[-2000:]
