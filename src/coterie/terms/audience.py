"""Whom to write to, and whom to leave alone so that the effect can be seen?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coterie.terms.statistics import Estimate


@dataclass(frozen=True)
class Likeness:
    """How a list of lookalikes was ranked, and how well that ranking found customers whom it had not seen.

    like        what the customers are like, in words: "s1 (Loyal)" or the name of a file.
    listed      customers of the study who are on the list that was given (the positives).
    unknown     ids of that list that are no customers of the study.
    examples    the first few of them.
    count       how far down the ranking the precision was counted.
    precision   share of listed customers among the ``count`` ranked highest, each ranked by a model fitted without her.
    base        the same share for customers drawn by chance: listed / all.
    traits      number of traits the model reads.
    """

    like: str
    listed: int
    unknown: int
    examples: tuple[str, ...]
    count: int
    precision: "Estimate"
    base: float
    traits: int

    @property
    def better(self) -> bool:
        """Whether the whole interval of the precision lies above chance."""
        return self.precision.low is not None and self.precision.low > self.base


@dataclass(frozen=True)
class Widening:
    """A segment's rule with one threshold, or all of them, moved so that more customers qualify; counted.

    moves              each moved condition: (trait, ">=" or "<", threshold before, threshold after).
    text               the changed rule in words; was, now: the moved conditions alone in words.
    passed             share of all customers whose value a threshold was moved past (the largest, where several were).
    more               customers who qualify and did not before.
    precision_before, precision   share of those who qualify who are in the segment, before and after.
    """

    moves: tuple[tuple[str, str, float, float], ...]
    text: str
    was: str
    now: str
    passed: float
    qualified_before: int
    more: int
    precision_before: float
    precision: float


@dataclass(frozen=True)
class Audience:
    """A list of customers with a control group drawn by chance: of a segment, of a stage, or like others.

    rows       positions of the listed customers in the study's table, ascending.
    control    whether each of them is in the control group: she is not to be contacted.
    share      of controls asked for, 0 to 0.5.
    without_consent   customers of the segment left out because their consent is not given or not known.
    unsure     customers left out because they belong there less surely than was asked.
    in_time    customers left out because only those who are overdue were asked for.
    consent    the column that told consent, "" where there is none.
    stage      the lifecycle stage that was asked for, "" for all; at_stage: customers left out because of it.
    scores     of lookalikes: each listed customer's chance to be on such a list, 0 to 1; None for other lists.
    ranks      of lookalikes: 1 for the most alike.
    likeness   of lookalikes: how they were ranked.
    widenings  of a widened rule: the smallest change, then the other single changes that do as well.
    let_in     of a widened rule: which of the listed it let in.
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
    stage: str = ""
    at_stage: int = 0
    scores: "NDArray[np.float64] | None" = None
    ranks: "NDArray[np.int64] | None" = None
    likeness: Likeness | None = None
    widenings: tuple[Widening, ...] = ()
    let_in: "NDArray[np.bool_] | None" = None
