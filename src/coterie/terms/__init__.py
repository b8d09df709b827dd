"""The nouns: what the rooms of the house hand to one another.

A noun says what a thing is, in which unit and within which bounds. It has no effect, reads no clock and knows no
library: this room is standard library at run time (NumPy appears in annotations only).
"""

from coterie.terms.accounts import Account, Dataset, SourceTable
from coterie.terms.audience import Audience, Likeness, Widening
from coterie.terms.calendar import Horizon, Timeline, TimeUnit, Window
from coterie.terms.cards import HEADLINE, OPERATIONS, Card, Change, Line, Version
from coterie.terms.codes import CODES, Code
from coterie.terms.comparison import CAUSES, Comparison, Flow, Groups
from coterie.terms.conditions import COMPARISONS, Condition, Conditions, conditions_of
from coterie.terms.consent import agrees, asks_consent, consent_column
from coterie.terms.customers import CustomerTable, Slice, Trait
from coterie.terms.errors import (
    CoterieError,
    DataRefused,
    Failed,
    NotInstalled,
    Place,
    Problem,
    WrongWords,
)
from coterie.terms.extras import need
from coterie.terms.mapping import ColumnMap, Mapping, SourceMap, Words
from coterie.terms.money import MONEY_SCALE, Economics, as_money
from coterie.terms.naming import short_names
from coterie.terms.people import Block, Finding, Persona, Sentence, Verdict
from coterie.terms.progress import Progress, Silent
from coterie.terms.quality import Check, QualityReport
from coterie.terms.request import Request
from coterie.terms.results import Results
from coterie.terms.saved import Placed, SavedCustomers, SavedStudy, SavedValue, Worth
from coterie.terms.segments import Assignment, CustomerMap, NeighbourMap, Rule, Score, Segment, Segmentation
from coterie.terms.statistics import Estimate, Evidence, Statistic
from coterie.terms.tables import SPECS, Column, TableSpec
from coterie.terms.value import BtydSummary, ValueFit, ValueHoldout, ValueResult, ValueScore

__all__ = [
    "CAUSES",
    "CODES",
    "COMPARISONS",
    "HEADLINE",
    "MONEY_SCALE",
    "OPERATIONS",
    "SPECS",
    "Account",
    "Assignment",
    "Audience",
    "Block",
    "BtydSummary",
    "Card",
    "Change",
    "Check",
    "Code",
    "Column",
    "ColumnMap",
    "Comparison",
    "Condition",
    "Conditions",
    "CoterieError",
    "CustomerMap",
    "CustomerTable",
    "DataRefused",
    "Dataset",
    "Economics",
    "Estimate",
    "Evidence",
    "Failed",
    "Finding",
    "Flow",
    "Groups",
    "Horizon",
    "Likeness",
    "Line",
    "Mapping",
    "NeighbourMap",
    "NotInstalled",
    "Persona",
    "Place",
    "Placed",
    "Problem",
    "Progress",
    "QualityReport",
    "Request",
    "Results",
    "Rule",
    "SavedCustomers",
    "SavedStudy",
    "SavedValue",
    "Score",
    "Segment",
    "Segmentation",
    "Sentence",
    "Silent",
    "Slice",
    "SourceMap",
    "SourceTable",
    "Statistic",
    "TableSpec",
    "TimeUnit",
    "Timeline",
    "Trait",
    "ValueFit",
    "ValueHoldout",
    "ValueResult",
    "ValueScore",
    "Verdict",
    "Version",
    "Widening",
    "Window",
    "Words",
    "Worth",
    "WrongWords",
    "agrees",
    "as_money",
    "asks_consent",
    "conditions_of",
    "consent_column",
    "need",
    "short_names",
]
