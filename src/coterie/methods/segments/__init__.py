"""Who belongs together?

A segmentation assigns every customer to one group and keeps the model that assigns new ones. Its law: labels do not
depend on the order of rows, ties are never parted, and what chooses does not judge. Estimators follow scikit-learn;
:func:`choose` works on customer tables.
"""

from coterie.methods.segments.audience import audience
from coterie.methods.segments.choosing import QUICK, choose
from coterie.methods.segments.customer_map import customer_map, with_map
from coterie.methods.segments.estimator import Segments
from coterie.methods.segments.evidence import evidence
from coterie.methods.segments.extremes import with_extremes
from coterie.methods.segments.grid_tables import PRESETS, GridRow, GridSpec
from coterie.methods.segments.kmeans import KMeans
from coterie.methods.segments.lineage import continued, with_previous
from coterie.methods.segments.lists import like_others, widened
from coterie.methods.segments.method import Method
from coterie.methods.segments.mixture import GaussianMixtureSegments
from coterie.methods.segments.neighbour_map import with_neighbours
from coterie.methods.segments.next_steps import with_steps
from coterie.methods.segments.own_grids import own_grids
from coterie.methods.segments.placing import again, again_both, place
from coterie.methods.segments.preparation import Preparation
from coterie.methods.segments.registry import methods
from coterie.methods.segments.rfm_grid import RfmGrid
from coterie.methods.segments.settings import read_settings
from coterie.methods.segments.tiers import ValueTiers
from coterie.methods.segments.widening import with_reach

__all__ = [
    "PRESETS",
    "QUICK",
    "GaussianMixtureSegments",
    "GridRow",
    "GridSpec",
    "KMeans",
    "Method",
    "Preparation",
    "RfmGrid",
    "Segments",
    "ValueTiers",
    "again",
    "again_both",
    "audience",
    "choose",
    "continued",
    "customer_map",
    "evidence",
    "like_others",
    "methods",
    "own_grids",
    "place",
    "read_settings",
    "widened",
    "with_extremes",
    "with_map",
    "with_neighbours",
    "with_previous",
    "with_reach",
    "with_steps",
]
