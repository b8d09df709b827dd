"""Real workers on real databases."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

import servers

sys.path.insert(0, str(Path(__file__).parent))

from labour import Labour

collect_ignore = ["without"]  # a stand-in for a package that is missing: to import it is meant to fail


def _address(name: str) -> str:
    """A file for each test; on a server, where making tables takes long, one database for all."""
    return servers.address(name) if name == "sqlite" else _shared(name)


_shared = lru_cache(servers.address)


@pytest.fixture(params=servers.NAMES)
def everywhere(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker) -> Iterator[Labour]:
    """A studio without pages, once on each database."""
    with django_db_blocker.unblock():
        made = Labour(tmp_path, _address(request.param))
        yield made
        made.close()


@pytest.fixture
def labour(tmp_path: Path, django_db_blocker) -> Iterator[Labour]:
    """The same on SQLite alone."""
    with django_db_blocker.unblock():
        made = Labour(tmp_path, "")
        yield made
        made.close()
