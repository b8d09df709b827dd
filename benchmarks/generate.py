"""The shop that is measured: order lines of BG/NBD buyers, generated once and kept in ``work/``."""

import sys
from pathlib import Path

from measure import WORK

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from shop import FOUR, generate, write

LINES_A_CUSTOMER = 11.4


def lines_parquet(rows: int) -> Path:
    """A Parquet file with about that many order lines of a shop with four planted groups, made once."""
    WORK.mkdir(exist_ok=True)
    path = WORK / f"lines_{rows}.parquet"
    if not path.is_file():
        write(generate(round(rows / LINES_A_CUSTOMER), groups=FOUR).table(), path)
    return path
