"""What is a given target's value for each customer? Churn, given segments, propensities, learned and judged.

The noun of this wing is :class:`coterie.terms.prediction.Prediction`. Its law: nobody is judged by a model that learned
from them, what chooses does not judge, and what would give the answer away is said and left out.
"""

from coterie.methods.predict.ahead import View, ahead
from coterie.methods.predict.evidence import evidence
from coterie.methods.predict.given import Fitted, Question, given, score
from coterie.methods.predict.goal import Goal, Moments, goal_of, moments, reached, watch, with_habit

__all__ = [
    "Fitted",
    "Goal",
    "Moments",
    "Question",
    "View",
    "ahead",
    "evidence",
    "given",
    "goal_of",
    "moments",
    "reached",
    "score",
    "watch",
    "with_habit",
]
