"""Who belongs together?

A segmentation assigns every customer to one group and keeps the model that assigns new ones. Its law: labels do not
depend on the order of rows, ties are never parted, and what chooses does not judge. Estimators follow scikit-learn;
:func:`choose` works on customer tables.
"""

from coterie.methods.segments.choosing import choose
from coterie.methods.segments.evidence import evidence
from coterie.methods.segments.grid_tables import PRESETS, GridRow, GridSpec
from coterie.methods.segments.kmeans import KMeans
from coterie.methods.segments.mixture import GaussianMixtureSegments
from coterie.methods.segments.own_grids import own_grids
from coterie.methods.segments.placing import place
from coterie.methods.segments.preparation import Preparation
from coterie.methods.segments.rfm_grid import RfmGrid
from coterie.methods.segments.tiers import ValueTiers

__all__ = [
    "PRESETS",
    "GaussianMixtureSegments",
    "GridRow",
    "GridSpec",
    "KMeans",
    "Preparation",
    "RfmGrid",
    "ValueTiers",
    "choose",
    "evidence",
    "own_grids",
    "place",
]
