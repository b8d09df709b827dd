"""What did a person say about the columns? Words like "orders.customer_id=2" to :class:`coterie.terms.Words`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import cast

from coterie.terms import SPECS, Problem, Words, WrongWords
from coterie.terms.mapping import GROUPS, IGNORED, DateOrder, Decimal, Group

DATE_ORDERS = ("dmy", "mdy", "ymd")


@dataclass
class _Heard:
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: dict[str, DateOrder] = field(default_factory=dict)
    decimals: dict[str, Decimal] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse_words(words: Sequence[str]) -> Words:
    """The words after ``--map`` that are no file.

    words     "kind.canonical=source column" (in a headerless file its position from 1), "kind.dates=dmy" for the order
              of ambiguous dates, "kind.decimal=," for the decimal mark of ambiguous numbers,
              "customers.trait.NAME=behavioural" for what an attribute tells of a customer, "=ignored" for one that
              shall not be used.
    Returns   the corrections; a column said with nothing after the equals sign means "the source has none".
    Raises    WrongWords (COT-306, COT-307, COT-310) with every word that cannot be followed.

    >>> parse_words(["orders.customer_id=2", "orders.dates=dmy"]).columns
    {'orders': {'customer_id': '2'}}
    """
    heard = _Heard()
    for word in words:
        _hear(heard, word)
    if heard.problems:
        raise WrongWords(heard.problems)
    return Words(
        columns=heard.columns,
        dates=heard.dates,
        decimals=heard.decimals,
        traits={name: cast(Group, told) for name, told in heard.traits.items() if told != IGNORED},
        ignored=tuple(name for name, told in heard.traits.items() if told == IGNORED),
    )


def _hear(heard: _Heard, word: str) -> None:
    left, equals, column = word.partition("=")
    kind, dot, canonical = left.strip().partition(".")
    if not equals or not dot or not kind or not canonical:
        heard.problems.append(Problem("COT-306", f'the word "{word}" has not the form kind.column=source column'))
    elif kind not in SPECS:
        found = f'"{kind}" in "{word}" is no kind of source{did_you_mean(kind, SPECS)}'
        heard.problems.append(Problem("COT-307", found, expected="one of " + ", ".join(SPECS)))
    elif kind == "customers" and canonical.startswith("trait."):
        _hear_trait(heard, word, canonical.removeprefix("trait.").strip(), column.strip())
    elif canonical in ("dates", "decimal"):
        _hear_format(heard, word, kind, canonical, column.strip())
    elif canonical not in SPECS[kind].names:
        names = SPECS[kind].names
        found = (
            f'"{canonical}" in "{word}" is no column of {kind}{did_you_mean(canonical, (*names, "dates", "decimal"))}'
        )
        heard.problems.append(Problem("COT-307", found, expected="one of " + ", ".join(names)))
    else:
        _keep(heard, heard.columns.setdefault(kind, {}), canonical, column.strip(), word)


def _hear_format(heard: _Heard, word: str, kind: str, what: str, value: str) -> None:
    allowed = DATE_ORDERS if what == "dates" else (".", ",")
    if value not in allowed:
        found = f'"{value}" in "{word}" is not known{did_you_mean(value, allowed)}'
        heard.problems.append(Problem("COT-307", found, expected="one of " + " ".join(allowed)))
        return
    kept: dict[str, str] = cast(dict[str, str], heard.dates if what == "dates" else heard.decimals)
    _keep(heard, kept, kind, value, word)


def _hear_trait(heard: _Heard, word: str, name: str, group: str) -> None:
    if not name or group not in (*GROUPS, IGNORED):
        found = f'"{group}" in "{word}" is nothing that an attribute tells{did_you_mean(group, (*GROUPS, IGNORED))}'
        heard.problems.append(Problem("COT-307", found, expected="one of " + ", ".join((*GROUPS, IGNORED))))
        return
    _keep(heard, heard.traits, name, group, word)


def _keep(heard: _Heard, kept: dict[str, str], key: str, value: str, word: str) -> None:
    if kept.setdefault(key, value) != value:
        found = f'"{word}" contradicts an earlier word that says {key}={kept[key]}'
        heard.problems.append(Problem("COT-310", found))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """', did you mean "x"?' where a known word is close, else "".

    >>> did_you_mean("customr_id", ["customer_id", "order_id"])
    ', did you mean "customer_id"?'
    """
    options = list(known)
    lower = {o.lower(): o for o in reversed(options)}
    close = get_close_matches(word.lower(), list(lower), n=1, cutoff=0.6)
    return f', did you mean "{lower[close[0]]}"?' if close else ""
