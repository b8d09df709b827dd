"""Who belongs together? An assignment of customers, and everything known about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coterie.terms.audience import Widening
from coterie.terms.statistics import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Assignment:
    """Which segment each customer is in. Segments are numbered by value, 0 is worth most.

    labels        int64, one per customer in the order of the table it was made from, 0 to k - 1.
    memberships   float64 of shape (customers, k), rows sum to 1; None where the method is hard.
    confidence    float64 in 0 to 1, how surely each customer belongs where it was put.
    """

    labels: "NDArray[np.int64]"
    memberships: "NDArray[np.float64] | None" = None
    confidence: "NDArray[np.float64] | None" = None


@dataclass(frozen=True)
class Rule:
    """A plain filter that stands in for a segment.

    text        "Orders at least 6 and Channel: web or app".
    conditions  (trait, ">=" or "<", threshold), or (trait, "in", words) for a category; a missing value meets none.
    precision   share of the customers it selects who are in the segment.
    coverage    share of the segment it selects.
    """

    text: str
    conditions: tuple[tuple[str, str, float | tuple[str, ...]], ...]
    precision: float
    coverage: float


@dataclass(frozen=True)
class Segment:
    """One group. ``id`` is its lineage: it stays with the group over refits, whatever its rank or name.

    profile   forming trait -> median of the segment, in the trait's own unit.
    reach     the smallest single change of the rule that lets a round number of customers more qualify; None without a
              rule, in small studies, and where no single change is enough.
    """

    id: str  # "s1", "s2", ...
    name: str
    size: int
    rule: Rule | None = None
    stability: float | None = None  # mean bootstrap Jaccard, 0 to 1
    profile: Mapping[str, float] = field(default_factory=dict)
    reach: Widening | None = None


@dataclass(frozen=True)
class Score:
    """One row of the scoreboard: a way of grouping, and how it did in the days it had not seen.

    top20_share   share of next-period spend brought by the fifth of customers it ranks highest.
    eta2          share of the variance of next-period spend that the groups explain (spend capped at its 99.9 %).
    inner_*       the same means over the inner origins, on which the choice was made.
    stability     mean Jaccard over bootstrap refits; None for random and for deciles.
    bic           Bayesian information criterion, lower is better; None for methods without a likelihood.
    smallest      share of customers in the smallest group.
    elbow         share of the spread of the forming traits that is left within groups.
    gap           gap statistic of k-means; None where it was not asked for.
    """

    method: str
    k: int
    top20_share: Estimate | None = None
    eta2: Estimate | None = None
    stability: float | None = None
    min_stability: float | None = None
    inner_top20: float | None = None
    inner_eta2: float | None = None
    inner_se: float | None = None
    silhouette: float | None = None
    bic: float | None = None
    smallest: float | None = None
    candidate: bool = True  # False: a yardstick that is never chosen
    chosen: bool = False
    note: str = ""  # why it was not eligible, in a few words
    elbow: float | None = None
    gap: float | None = None


@dataclass(frozen=True)
class CustomerMap:
    """Customers placed by the two directions in which they differ most; no ids.

    traits    the forming traits, a category once a level as "Channel: web"; ``weights`` how much each counts in the
              first and in the second direction.
    shares    share of the spread of all traits that each direction tells, 0 to 1.
    places    float64 of shape (drawn, 2), at most 2,000 customers drawn by hash; ``labels`` are their segments.
    centres   mean place of each segment, None where none of its customers was among the ``fitted`` ones.
    fitted    customers from whom directions and centres were learnt.
    """

    traits: tuple[str, ...]
    weights: tuple[tuple[float, float], ...]
    shares: tuple[float, float]
    places: "NDArray[np.float64]"
    labels: "NDArray[np.int64]"
    centres: tuple[tuple[float, float] | None, ...]
    fitted: int


@dataclass(frozen=True)
class NeighbourMap:
    """Customers placed so that nearest neighbours stay neighbours; no ids, and no meaning in directions.

    places    float64 of shape (drawn, 2), at most 400 customers drawn by hash; ``labels`` are their segments.
    """

    places: "NDArray[np.float64]"
    labels: "NDArray[np.int64]"


@dataclass(frozen=True)
class Segmentation:
    """The segmentation of a study: the choice, its reason, and the model that assigns new customers.

    segments    ordered by value; index i has label i in ``now`` and in ``past``.
    now         every customer as of the study's date, by the model refitted on all days.
    past        the customers as of the end of the past, by the model that had seen nothing later; None without one.
    agreement   share of the past's customers whom both models put into the same segment; None without a past.
    forming     names of the traits it was formed from.
    on_a_cut    grids: trait -> number of customers whose value equals a cut point (ties kept on one side).
    model       JSON-able description of preparation and form; ``methods.forms`` reads and scores it.
    map         customers in two dimensions, for the picture; None where fewer than two forming traits differ.
    neighbours  the same so that neighbours stay neighbours; None where it was not asked for.
    """

    method: str
    k: int
    forming: tuple[str, ...]
    segments: tuple[Segment, ...]
    now: Assignment
    reason: str
    scoreboard: tuple[Score, ...] = ()
    past: Assignment | None = None
    agreement: float | None = None
    silhouette: float | None = None
    mean_jaccard: float | None = None
    min_jaccard: float | None = None
    rule_fidelity: float | None = None
    on_a_cut: Mapping[str, int] = field(default_factory=dict)
    model: Mapping[str, object] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    unjudged: str = ""  # what the scoreboard could not judge, and why
    beaten_by: tuple[str, ...] = ()  # yardsticks, grids and tiers that did better on the holdout by more than noise
    numbers: tuple[tuple[str, float, str, str], ...] = ()  # (metric, value, unit, definition) that the sentences name
    map: CustomerMap | None = None
    neighbours: NeighbourMap | None = None
