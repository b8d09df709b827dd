"""How sure are we? Statistics, intervals, resampling, false-discovery control, judging assignments on the future.

The room's noun is the statistic: a number with its population, interval and origin. It judges assignments by name and
never meets a method.
"""

from coterie.measure.agreement import adjusted_rand, agreement, given_labels, given_statistics, jaccard, match, overlaps
from coterie.measure.discovery import benjamini_hochberg, selected_level
from coterie.measure.effects import arm_size
from coterie.measure.intervals import mean_interval, median_interval, ratio_interval, share_interval
from coterie.measure.judging import Judge, Judgement, beats, deciles, eta2, tenths, top20_share
from coterie.measure.migration import compare, doubts
from coterie.measure.profile import profile
from coterie.measure.relations import Relation, redundant, relation_statistics, relations
from coterie.measure.resampling import bootstrap, draws_for, poisson_weights
from coterie.measure.stages import stage_statistics

__all__ = [
    "Judge",
    "Judgement",
    "Relation",
    "adjusted_rand",
    "agreement",
    "arm_size",
    "beats",
    "benjamini_hochberg",
    "bootstrap",
    "compare",
    "deciles",
    "doubts",
    "draws_for",
    "eta2",
    "given_labels",
    "given_statistics",
    "jaccard",
    "match",
    "mean_interval",
    "median_interval",
    "overlaps",
    "poisson_weights",
    "profile",
    "ratio_interval",
    "redundant",
    "relation_statistics",
    "relations",
    "selected_level",
    "share_interval",
    "stage_statistics",
    "tenths",
    "top20_share",
]
