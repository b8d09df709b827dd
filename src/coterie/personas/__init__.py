"""Answers to people: claims over statistics, never free invention.

The room's noun is the persona: a segment told in sentences that point at their evidence. A sentence is made by a small
template from statistics and cannot be made without them; what was not measured is said to be missing. It tells
distributions, never an essence, and reads nothing but a study's results.
"""

from coterie.personas.check import names_in, unsupported_numbers
from coterie.personas.compose import FLOOR, compose
from coterie.personas.edit import card_of, cards, checked, difference
from coterie.personas.verdict import judge

__all__ = [
    "FLOOR",
    "card_of",
    "cards",
    "checked",
    "compose",
    "difference",
    "judge",
    "names_in",
    "unsupported_numbers",
]
