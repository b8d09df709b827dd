"""Promises kept: says yes, no or watch out, and never repairs.

The room's noun is the answer with its reason: a group that may be told, or one that is too small. It changes nothing;
whoever asks decides what to do.
"""

from coterie.guard.anonymity import FLOOR, Told, may_be_told, size_floor
from coterie.guard.counting import tellable, tellable_cells

__all__ = ["FLOOR", "Told", "may_be_told", "size_floor", "tellable", "tellable_cells"]
