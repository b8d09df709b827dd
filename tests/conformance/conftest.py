"""Puts a tiny package with a method of its own on the path, as an installer would leave it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "package"  # a tiny package with an entry point, as an installer would leave it


@pytest.fixture(scope="session", autouse=True)
def _installed() -> Iterator[None]:
    sys.path.insert(0, str(PACKAGE))
    yield
    sys.path.remove(str(PACKAGE))
