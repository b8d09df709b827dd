"""Which customers are meant? A tree of conditions on traits, checked against the traits of a study.

The plain form is JSON: ``{"all": [...]}`` or ``{"any": [...]}`` of conditions ``{"trait", "is", "value"}`` and further
such lists. A customer whose trait is missing meets no comparison with it; ``known`` asks for just that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from coterie.terms.customers import Kind, Trait
from coterie.terms.errors import Problem, WrongWords

Comparison = Literal[">=", "<=", ">", "<", "=", "in", "not in", "known"]
Value = bool | int | float | str | date | tuple[str | float, ...]
DEEPEST, MOST = 5, 50
BY_SIZE = (">=", "<=", ">", "<")
COMPARISONS: Mapping[Kind, tuple[str, ...]] = {
    "numeric": (*BY_SIZE, "=", "in", "known"),
    "constant": (*BY_SIZE, "=", "in", "known"),
    "date": (*BY_SIZE, "=", "known"),
    "ordered": (*BY_SIZE, "=", "in", "not in", "known"),
    "categorical": ("=", "in", "not in", "known"),
    "id": ("=", "in", "not in", "known"),
    "flag": ("=", "known"),
}
_WORDS = {
    ">=": "is at least", "<=": "is at most", ">": "is over", "<": "is under", "=": "is", "in": "is one of",
    "not in": "is none of",
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """One trait compared with a value; ``known`` True asks for customers of whom it is known, False for the others."""

    trait: Trait
    compared: Comparison
    value: Value


@dataclass(frozen=True)
class Conditions:
    """Conditions that hold all together, or any of which holds. An empty ``all`` holds for everyone."""

    how: Literal["all", "any"]
    parts: tuple["Condition | Conditions", ...]

    def plain(self) -> dict[str, Any]:
        """The tree as JSON knows it; :func:`conditions_of` gives the same conditions back."""
        return {self.how: [p.plain() if isinstance(p, Conditions) else _plain(p) for p in self.parts]}

    def sentence(self, names: Mapping[str, str] | None = None) -> str:
        """The tree in words: "Orders is at least 3 and City is Ghent".

        names    what texts are called, such as the ids of segments; others are told as they are.
        """
        joint = " and " if self.how == "all" else " or "
        known = names or {}
        told = [f"({p.sentence(known)})" if isinstance(p, Conditions) else _sentence(p, known) for p in self.parts]
        return joint.join(told) or ("everyone" if self.how == "all" else "nobody")


def conditions_of(plain: object, traits: Sequence[Trait]) -> Conditions:
    """Conditions from their plain form, all that is wrong with them said at once.

    plain     the tree; None or {} means everyone.
    traits    what may be asked for, ``name`` being the column of the customers table.
    Raises    WrongWords (COT-151 to COT-155).
    """
    reader = _Reader({trait.name: trait for trait in traits})
    found = reader.tree(plain or {"all": []}, 1)
    if reader.seen > MOST:
        reader.fault("COT-155", f"{reader.seen} conditions")
    if reader.problems:
        raise WrongWords(reader.problems)
    return found


class _Reader:
    """Walks a plain tree and gathers every fault in it."""

    def __init__(self, traits: Mapping[str, Trait]) -> None:
        self.traits = traits
        self.problems: list[Problem] = []
        self.seen = 0

    def tree(self, plain: object, depth: int) -> Conditions:
        if depth > DEEPEST:
            self.fault("COT-155", f"conditions {depth} lists deep")
            return Conditions("all", ())
        if not isinstance(plain, Mapping) or len(plain) != 1 or not {"all", "any"} & plain.keys():
            self.fault("COT-151", f"{_short(plain)} is no list under all or any")
            return Conditions("all", ())
        how: Literal["all", "any"] = "all" if "all" in plain else "any"
        members = plain[how]
        if not isinstance(members, list | tuple):
            self.fault("COT-151", f"{how} holds {_short(members)}, which is no list")
            return Conditions(how, ())
        read = (self.part(member, depth) for member in members)
        return Conditions(how, tuple(part for part in read if part is not None))

    def part(self, plain: object, depth: int) -> Condition | Conditions | None:
        if isinstance(plain, Mapping) and "trait" not in plain:
            return self.tree(plain, depth + 1)
        if not isinstance(plain, Mapping) or set(plain) != {"trait", "is", "value"}:
            self.fault("COT-151", f"{_short(plain)} has not exactly trait, is and value")
            return None
        self.seen += 1
        trait = self.traits.get(str(plain["trait"]))
        if trait is None:
            self.fault("COT-152", f"the study has no trait {_short(plain['trait'])}")
            return None
        compared = plain["is"]
        if compared not in COMPARISONS[trait.kind]:
            allowed = ", ".join(COMPARISONS[trait.kind])
            self.fault("COT-153", f"{trait.label} cannot be compared by {_short(compared)}", f"one of {allowed}")
            return None
        value = self.value(trait, compared, plain["value"])
        return None if value is None else Condition(trait, compared, value)

    def value(self, trait: Trait, compared: Comparison, plain: object) -> Value | None:
        if compared == "known":
            return plain if isinstance(plain, bool) else self.wrong(trait, plain, "true or false")
        if compared in ("in", "not in"):
            if not isinstance(plain, list | tuple) or not plain or len(plain) > 1000:
                return self.wrong(trait, plain, "a list of 1 to 1,000 values")
            read = [self.single(trait, each) for each in plain]
            return tuple(each for each in read if isinstance(each, int | float | str))
        return self.single(trait, plain)

    def single(self, trait: Trait, plain: object) -> Value | None:
        if trait.kind == "flag":
            return plain if isinstance(plain, bool) else self.wrong(trait, plain, "true or false")
        if trait.kind in ("numeric", "constant"):
            return _number(plain) if _number(plain) is not None else self.wrong(trait, plain, "a number")
        if trait.kind == "date":
            return _day(plain) or self.wrong(trait, plain, "a day such as 2026-01-31")
        if not isinstance(plain, str) or "\x00" in plain or len(plain) > 1000:
            return self.wrong(trait, plain, "a text")
        if (trait.levels or trait.kind == "ordered") and plain not in trait.levels:
            return self.wrong(trait, plain, f"one of {', '.join(trait.levels[:12])}")
        return plain

    def wrong(self, trait: Trait, plain: object, expected: str) -> Value | None:
        self.fault("COT-154", f"{trait.label} is compared with {_short(plain)}", expected)
        return None

    def fault(self, code: str, found: str, expected: str = "") -> None:
        self.problems.append(Problem(code, found, expected))


def _number(plain: object) -> float | int | None:
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        return None
    return plain if abs(plain) <= 1e18 else None  # not a number and infinity fail here too


def _day(plain: object) -> date | None:
    try:
        return date.fromisoformat(plain) if isinstance(plain, str) else None
    except ValueError:
        return None


def _short(plain: object) -> str:
    text = repr(plain)
    return text if len(text) <= 60 else text[:57] + "..."


def _plain(condition: Condition) -> dict[str, Any]:
    value = condition.value
    shown = value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
    return {"trait": condition.trait.name, "is": condition.compared, "value": shown}


def _sentence(condition: Condition, names: Mapping[str, str]) -> str:
    label, value = condition.trait.label, condition.value
    if condition.compared == "known":
        return f"{label} is known" if value else f"{label} is not known"
    if isinstance(value, bool):
        return f"{label} is {'yes' if value else 'no'}"
    told = " or ".join(_said(v, names) for v in value) if isinstance(value, tuple) else _said(value, names)
    return f"{label} {_WORDS[condition.compared]} {told}"


def _said(value: Value, names: Mapping[str, str]) -> str:
    return f"{value:,.10g}" if isinstance(value, int | float) else names.get(str(value), str(value))
