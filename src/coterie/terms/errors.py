"""What went wrong, said so that the reader can mend it.

CoterieError
├── WrongWords     the words of a command or call cannot be followed (exit 2)
├── DataRefused    the data were refused, with every reason found (exit 3)
├── NotInstalled   an optional part is missing (exit 1)
└── Failed         anything else that stopped the work (exit 1)

An error carries *all* problems of one input at once. Each problem says what was found, what was expected, what to do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from coterie.terms.codes import CODES


@dataclass(frozen=True)
class Place:
    """Where in the input: file, line (1 is the first physical line), column."""

    file: str = ""
    line: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [
            self.file,
            f"line {self.line}" if self.line else "",
            f"column {self.column}" if self.column else "",
        ]
        return ", ".join(p for p in parts if p)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a code of the catalogue, what was found, what was expected, what to do.

    >>> print(Problem("COT-201", "orders.csv has 0 bytes"))
    COT-201 orders.csv has 0 bytes. Expected a file with a header and rows. Export the file again, then retry.
    """

    code: str
    found: str
    expected: str = ""
    remedy: str = ""
    where: Place = Place()

    def __str__(self) -> str:
        code = CODES[self.code]
        where = f"{self.where}: " if str(self.where) else ""
        expected = self.expected or code.expected
        remedy = self.remedy or code.remedy
        sentences = [f"{where}{self.found}", f"Expected {expected}" if expected else "", remedy]
        return f"{self.code} " + " ".join(_ended(s) for s in sentences if s)


def _ended(sentence: str) -> str:
    """A sentence with one mark at its end."""
    return sentence if sentence.endswith("?") else sentence.rstrip(".") + "."


class CoterieError(Exception):
    """Base of everything this package raises for a user; ``exit_code`` is what the terminal returns."""

    exit_code = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class WrongWords(CoterieError):
    """The words of a command or call cannot be followed."""

    exit_code = 2


class DataRefused(CoterieError):
    """The data were refused; ``quality`` holds the whole report where intake came that far."""

    exit_code = 3

    def __init__(self, problems: Problem | Iterable[Problem], quality: object = None) -> None:
        super().__init__(problems)
        self.quality = quality


class NotInstalled(CoterieError):
    """An optional part is missing; the message says what to install."""


class Failed(CoterieError):
    """Something outside the data stopped the work, such as a full disk."""
