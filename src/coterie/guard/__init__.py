"""Promises kept: says yes, no or watch out, and never repairs.

The room's noun is the answer with its reason: enough data or the figure that is missing, a group that may be told or
one that is too small. It changes nothing; whoever asks decides what to do.
"""

from coterie.guard.anonymity import FLOOR, Told, may_be_told, size_floor
from coterie.guard.minimums import NEEDS, Need, Shortage, needs_of, shortages

__all__ = ["FLOOR", "NEEDS", "Need", "Shortage", "Told", "may_be_told", "needs_of", "shortages", "size_floor"]
