"""May this group be told? No group of fewer than k people leaves the house in detail."""

from collections.abc import Mapping
from dataclasses import dataclass

FLOOR = 30
SHARE = 0.01


@dataclass(frozen=True)
class Told:
    """Which groups may be told and which may not.

    floor     customers a group needs.
    groups    names of the groups that may be told, in the order given.
    small     name -> size of the groups that may not.
    """

    floor: int
    groups: tuple[str, ...]
    small: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """What was left out and why; empty where nothing was.

        >>> may_be_told({"Regulars": 400, "Odd ones": 7}).sentence
        'Not told as personas, with fewer than 30 customers each: Odd ones. So few people could be recognised.'
        """
        if not self.small:
            return ""
        names = ", ".join(self.small)
        return (
            f"Not told as personas, with fewer than {self.floor} customers each: {names}. So few people could be "
            "recognised."
        )


def size_floor(customers: int, least: int = FLOOR, share: float = SHARE) -> int:
    """Customers a segment needs: the larger of ``least`` and ``share`` of everyone, rounded up.

    >>> size_floor(1_000), size_floor(4_338)
    (30, 44)
    """
    return max(least, -int(-share * customers // 1))


def may_be_told(sizes: Mapping[str, int], floor: int = FLOOR) -> Told:
    """Which of several groups are large enough to be told in detail.

    sizes     name -> number of customers, in the order of the groups.
    floor     the fewest customers a group may have.

    >>> may_be_told({"Regulars": 400, "Odd ones": 7}).groups
    ('Regulars',)
    """
    if floor < 1:
        raise ValueError(f"a floor of {floor} customers; expected at least 1")
    groups = tuple(name for name, size in sizes.items() if size >= floor)
    return Told(floor, groups, {name: size for name, size in sizes.items() if size < floor})
