"""An engine for every test of intake."""

from collections.abc import Iterator

import pytest

from coterie.engine import Engine, open_engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened
