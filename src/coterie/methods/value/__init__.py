"""What will customers be worth, and do they stay?

The noun of this wing is :class:`coterie.terms.ValueResult`. Its law: a model is fitted on distinct histories with
counts, its convergence is checked, and no value leaves without an interval.
"""

from coterie.methods.value.bootstrap import Bootstrapped, bootstrap
from coterie.methods.value.churn import warn
from coterie.methods.value.cohorts import cohorts_of_labels, everyone, triangles
from coterie.methods.value.comparing import (
    chances,
    customer_is_worth_more,
    group_is_worth_more,
    labels_of,
    place_of,
    segment_chances,
)
from coterie.methods.value.covariates import CovariateFit
from coterie.methods.value.covariates import fit as fit_with_covariates
from coterie.methods.value.estimate import estimate
from coterie.methods.value.estimators import BgBb, BgNbd, GammaGamma, MbgNbd, ParetoNbd
from coterie.methods.value.evidence import evidence
from coterie.methods.value.fitting import fit_summary
from coterie.methods.value.fixed import Fixed, fixed_traits, knowing, traits_of
from coterie.methods.value.history import alive_history, alive_since
from coterie.methods.value.judging import expected_in, predicted_spend
from coterie.methods.value.leaderboard import AUTO
from coterie.methods.value.models import MODELS
from coterie.methods.value.needs import NotEnough
from coterie.methods.value.payback import margin_of, payback
from coterie.methods.value.repaid import cost_statistic, payback_statistics
from coterie.methods.value.returning import next_order
from coterie.methods.value.scoring import expected_worth, score, score_points
from coterie.methods.value.silence import with_silent
from coterie.methods.value.tracking import season_statistic, track

__all__ = [
    "AUTO",
    "MODELS",
    "BgBb",
    "BgNbd",
    "Bootstrapped",
    "CovariateFit",
    "Fixed",
    "GammaGamma",
    "MbgNbd",
    "NotEnough",
    "ParetoNbd",
    "alive_history",
    "alive_since",
    "bootstrap",
    "chances",
    "cohorts_of_labels",
    "cost_statistic",
    "customer_is_worth_more",
    "estimate",
    "everyone",
    "evidence",
    "expected_in",
    "expected_worth",
    "fit_summary",
    "fit_with_covariates",
    "fixed_traits",
    "group_is_worth_more",
    "knowing",
    "labels_of",
    "margin_of",
    "next_order",
    "payback",
    "payback_statistics",
    "place_of",
    "predicted_spend",
    "score",
    "score_points",
    "season_statistic",
    "segment_chances",
    "track",
    "traits_of",
    "triangles",
    "warn",
    "with_silent",
]
