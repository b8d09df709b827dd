"""A file small enough to be analysed in a second, with enough customers to be grouped."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shop import FOUR, generate, write


@pytest.fixture
def a_small_file(tmp_path: Path) -> Callable[[], Path]:
    def make() -> Path:
        return write(generate(400, groups=FOUR, days=400).table(), tmp_path / "orders.parquet")

    return make
