"""Whom to write to, and whom to leave alone so that the effect can be seen?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Audience:
    """A list of customers of one segment, with a control group drawn by chance.

    rows       positions of the listed customers in the study's table, ascending.
    control    whether each of them is in the control group: she is not to be contacted.
    share      of controls asked for, 0 to 0.5.
    without_consent   customers of the segment left out because their consent is not given or not known.
    unsure     customers left out because they belong there less surely than was asked.
    in_time    customers left out because only those who are overdue were asked for.
    consent    the column that told consent, "" where there is none.
    """

    segment: str
    name: str
    rows: "NDArray[np.int64]"
    control: "NDArray[np.bool_]"
    share: float
    campaign: str
    members: int
    without_consent: int = 0
    unsure: int = 0
    consent: str = ""
    notes: tuple[str, ...] = ()
    in_time: int = 0
