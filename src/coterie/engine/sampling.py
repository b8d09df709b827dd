"""Which part of the customers, and which random numbers? Both from a hash of seed, purpose and id."""

from collections.abc import Iterable
from hashlib import md5
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def seed_of(seed: int, purpose: str, item: str = "") -> int:
    """A 64-bit seed for one purpose of a study, the same on every machine.

    >>> seed_of(0, "bootstrap") == seed_of(0, "bootstrap"), seed_of(0, "bootstrap") == seed_of(1, "bootstrap")
    (True, False)
    """
    text = f"{seed}\x1f{purpose}\x1f{item}".encode()
    return int.from_bytes(md5(text, usedforsecurity=False).digest()[:8], "big")


def hash_rank(ids: Iterable[str], seed: int, purpose: str) -> "NDArray[np.float64]":
    """A number in [0, 1) for each id that depends on nothing but seed, purpose and id.

    Customers with the smallest numbers are a random sample that stays the same when rows are shuffled or others added.

    >>> hash_rank(["ann", "bob"], 0, "split").round(3).tolist()
    [0.003, 0.266]
    """
    head = md5(f"{seed}\x1f{purpose}\x1f".encode(), usedforsecurity=False)

    def one(item: str) -> int:
        each = head.copy()
        each.update(item.encode())
        return int.from_bytes(each.digest()[:8], "big") >> 11

    return np.fromiter((one(i) for i in ids), dtype=np.float64) / 2.0**53
