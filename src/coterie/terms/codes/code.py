"""What is a code? A name for one kind of problem that stays the same over versions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """One entry of the catalogue.

    id         COT-nnn.
    title      a few words: "The file is empty".
    meaning    one or two sentences for its page: what it is and why it matters.
    expected   what would have been right, continuing "Expected ...".
    remedy     what to do, a sentence.
    """

    id: str
    title: str
    meaning: str
    expected: str = ""
    remedy: str = ""
