"""What is a given target's value for each customer? Churn, given segments, propensities, learned and judged.

The noun of this wing is :class:`coterie.terms.prediction.Prediction`. Its law: nobody is judged by a model that learned
from them, what chooses does not judge, and what would give the answer away is said and left out.
"""

from coterie.methods.predict.evidence import evidence
from coterie.methods.predict.given import Fitted, Question, given, score

__all__ = ["Fitted", "Question", "evidence", "given", "score"]
