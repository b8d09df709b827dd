"""One small study, analysed once for all tests that only read it."""

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

import coterie
from generated import FOUR, generate, write


@lru_cache(maxsize=1)
def finished() -> Path:
    """The folder of a study of 500 customers with attributes and a column of consent (one in five says no)."""
    folder = Path(tempfile.mkdtemp(prefix="coterie-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shop = generate(500, seed=5, groups=FOUR, days=400)
    people = shop.people_table()
    consent = np.where(np.arange(len(people)) % 5 == 0, "no", "yes")
    people = people.append_column("newsletter_consent", pa.array(consent))
    study = coterie.analyze(
        orders=str(write(shop.table(), folder / "orders.parquet")), customers=str(write(people, folder / "people.csv"))
    )
    study.save(folder / "study")
    study.close()
    return folder / "study"


@lru_cache(maxsize=1)
def continued() -> Path:
    """The folder of a later study that continues it: 30 days more, and nothing about the customers beside orders."""
    folder = Path(tempfile.mkdtemp(prefix="coterie-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shop = generate(500, seed=5, groups=FOUR, days=430)
    study = coterie.analyze(orders=str(write(shop.table(), folder / "orders.parquet")), previous=finished())
    study.save(folder / "study")
    study.close()
    return folder / "study"
