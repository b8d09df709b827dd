"""What is wrong with the data, how badly, and what to do about it?"""

from dataclasses import dataclass, field
from typing import Literal

from coterie.terms.codes import CODES
from coterie.terms.errors import Problem

Grade = Literal["block", "warn", "info"]


@dataclass(frozen=True)
class Check:
    """One finding of the quality report.

    code       COT-nnn of the catalogue; its title, meaning and remedy stand there.
    kind       kind of source, or "" for the study as a whole.
    found      the sentence with what was found: count, value, column.
    count      rows (or customers, days; ``unit`` says which) it concerns.
    amount     their value in 1/10,000 of the currency, None where money has no part in it.
    examples   up to five: {"file", "line", "column", "value"} as far as known.
    """

    code: str
    grade: Grade
    found: str
    kind: str = ""
    column: str = ""
    count: int = 0
    unit: str = "rows"
    amount: int | None = None
    examples: tuple[dict[str, str], ...] = ()
    remedy: str = ""

    @property
    def title(self) -> str:
        """The catalogue's short name of this check."""
        return CODES[self.code].title


@dataclass(frozen=True)
class QualityReport:
    """All checks of a dataset, gravest first."""

    checks: tuple[Check, ...] = ()
    sources: dict[str, object] = field(default_factory=dict)  # kind -> facts of the files: encoding, delimiter, sheet

    @property
    def blocks(self) -> tuple[Check, ...]:
        """Checks that refuse the data."""
        return tuple(c for c in self.checks if c.grade == "block")

    def with_checks(self, *more: Check) -> "QualityReport":
        """The same report with further checks, gravest first, otherwise in order of code."""
        rank = {"block": 0, "warn": 1, "info": 2}
        checks = sorted((*self.checks, *more), key=lambda c: (rank[c.grade], c.code, c.kind, c.column))
        return QualityReport(tuple(checks), self.sources)

    def problems(self) -> tuple[Problem, ...]:
        """The blocking checks as problems of an error."""
        return tuple(Problem(c.code, c.found, remedy=c.remedy or CODES[c.code].remedy) for c in self.blocks)
