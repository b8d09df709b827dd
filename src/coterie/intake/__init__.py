"""Raw to canonical: read, map columns, check, reject with a reason. Every row is accepted, rejected or a duplicate.

The room's noun is the *dataset* (:class:`coterie.terms.Dataset`). Its law: nothing is dropped in silence, nothing is
guessed that the data do not decide, and a person's word wins over every guess.
"""

from coterie.intake.evidence import evidence
from coterie.intake.inspection import Inspected, Inspection, inspect
from coterie.intake.leaving import Left, leave_out
from coterie.intake.listed import listed_ids
from coterie.intake.load import load
from coterie.intake.numbered import BY_PLACE, load_by_place
from coterie.intake.release import release_lines
from coterie.intake.shop import write_shop
from coterie.intake.toml import mapping_toml, read_mapping
from coterie.intake.warehouse import TableSteps, table_steps
from coterie.intake.words import parse_words

__all__ = [
    "BY_PLACE",
    "Inspected",
    "Inspection",
    "Left",
    "TableSteps",
    "evidence",
    "inspect",
    "leave_out",
    "listed_ids",
    "load",
    "load_by_place",
    "mapping_toml",
    "parse_words",
    "read_mapping",
    "release_lines",
    "table_steps",
    "write_shop",
]
