"""What can be set on a method? Each parameter once, with range, default and effect in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method.

    default     applied when nobody sets it; None where it is chosen from the data.
    low, high   bounds of a number, both allowed; None for words.
    choices     the words allowed; empty for numbers.
    effect      one sentence: what happens when it grows or changes.
    """

    name: str
    default: float | str | None
    effect: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
