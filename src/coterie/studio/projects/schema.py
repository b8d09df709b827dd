"""What can be set in a project, within which limits, and what does it change? Forms, pages and help read it here."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Setting:
    """One thing that an admin may set.

    least, most   limits of a number, both allowed; None for words.
    effect        what it changes, in the words of a page.
    """

    name: str
    label: str
    default: Any
    effect: str
    unit: str = ""
    least: int | None = None
    most: int | None = None

    @property
    def range(self) -> str:
        """The limits in words.

        >>> BY_NAME["smallest_group"].range
        '5 to 1,000 customers'
        """
        if self.least is None or self.most is None:
            return "any"
        return f"{self.least:,} to {self.most:,} {self.unit}"

    def fits(self, value: int) -> bool:
        """Does a number lie within the limits?"""
        return self.least is not None and self.most is not None and self.least <= value <= self.most


SETTINGS = (
    Setting(
        "retention_days",
        "Keep uploads and lists for",
        0,
        "After so many days, uploaded files, rows left out and exported lists are deleted. Studies, segments and "
        "personas stay. 0 keeps them until somebody deletes them.",
        "days",
        0,
        3650,
    ),
    Setting(
        "smallest_group",
        "Smallest group that is told",
        30,
        "A count, a list or a segment of fewer customers is not shown and cannot be exported, so that nobody is "
        "recognised.",
        "customers",
        5,
        1000,
    ),
    Setting("accent", "Accent colour", "", "Buttons, links and marks of this project. Empty: the studio's own green."),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}
DEFAULTS: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}
