"""How does a number get onto the page? Through one door, which ties it to its statistic or to a cell of a table.

Every number is ``<data value=".." data-stat="KEY">`` (a statistic) or ``<data value=".." data-cell="WHERE">`` (a cell
of a stored table); days are ``<time>``, names of the user's data ``<bdi>``. A test fails on any other digit.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup, escape

from coterie.report.facts import Cell, Shown
from coterie.terms import Evidence, Statistic
from coterie.terms.numbers import NBSP, day, number

_NUMBER = re.compile(r"(?<![\w.])[-+−]?\d[\d,]*(?:\.\d+)?(?:[ \u00a0]?(?:%|×|(?:k|M|bn)\b))?")
_DAY = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[ \u00a0](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    r"(?:[ \u00a0]\d{4})?)\b"
)
_RANGE = re.compile(r" to [-+−]?[\d,.]+[ \u00a0]?(%|×|k\b|M\b|bn\b)")  # "66 to 84 %": the unit is said once
_CODE = re.compile(r"\bCOT-\d{3}\b")
_SCALE = {"%": 0.01, "k": 1e3, "M": 1e6, "bn": 1e9}
_PARTS = ("estimate", "low", "high", "level", "n")


def as_sentence(text: str) -> str:
    """A remark as a sentence: a capital first where it starts with a word, a stop at the end.

    >>> as_sentence("no orders were given")
    'No orders were given.'
    """
    text = text.strip()
    first = text.split(" ", 1)[0] if text else ""
    opened = text[:1].upper() + text[1:] if first.islower() else text
    return opened if not opened or opened.endswith((".", "?", ":")) else f"{opened}."


class Numbers:
    """Shows numbers; knows the evidence, so that numbers in sentences find the statistic they state.

    always   keys that any sentence may state, such as the horizon.
    labels   names from the user's data (traits, levels): digits in them are no numbers.
    """

    def __init__(self, evidence: Evidence, *, always: Sequence[str] = (), labels: Iterable[str] = ()) -> None:
        self._evidence = evidence
        digits = {label for label in labels if any(c.isdigit() for c in label)}
        self._labels = "|".join(re.escape(label) for label in sorted(digits, key=lambda n: (-len(n), n)))
        self._always = tuple(always)

    def show(self, shown: Shown, unit: str | None = None) -> Markup:
        """A statistic, a cell or a text; an en dash for nothing."""
        if isinstance(shown, Statistic):
            return self.part(shown, "estimate", unit)
        if isinstance(shown, Cell):
            return data(shown.value, number(shown.value, unit or shown.unit), "cell", shown.where)
        return escape(shown) if shown else Markup("–")

    def part(self, statistic: Statistic, part: str, unit: str | None = None) -> Markup:
        """One field of a statistic: estimate, low, high, level, n, p, q."""
        value = getattr(statistic, part)
        if value is None:
            return Markup("–")
        units = {"level": "share", "n": "rows", "p": "", "q": ""}
        return data(
            value, number(value, units.get(part, statistic.unit if unit is None else unit)), "stat", statistic.key
        )

    def interval(self, shown: Shown, unit: str | None = None, *, level: bool = False) -> Markup:
        """ "3.3 to 3.9", with its level after a comma where asked; nothing where there is no interval."""
        if not isinstance(shown, Statistic) or shown.low is None or shown.high is None:
            return Markup("")
        used = shown.unit if unit is None else unit
        low, high = number(shown.low, used), number(shown.high, used)
        value, _, scale = low.rpartition(NBSP)
        if scale and high.endswith(NBSP + scale):
            low = value
        text = Markup("{} to {}").format(
            *(data(v, t, "stat", shown.key) for v, t in ((shown.low, low), (shown.high, high)))
        )
        return text + Markup(", {} interval").format(self.part(shown, "level")) if level and shown.level else text

    def told(self, text: str, keys: Iterable[str] = (), names: Iterable[str] = ()) -> Markup:
        """A sentence: names of segments bold, its numbers tied to those of its statistics that they state."""
        candidates = self._candidates(keys)
        pattern = "|".join(re.escape(n) for n in sorted({n for n in names if n}, key=lambda n: (-len(n), n)))
        parts = re.split(f"({pattern})", text) if pattern else [text]
        out = [
            Markup("<b><bdi>{}</bdi></b>").format(part) if i % 2 else self._tied(part, candidates)
            for i, part in enumerate(parts)
        ]
        return Markup("").join(out)

    def _candidates(self, keys: Iterable[str]) -> list[Statistic]:
        own = [self._evidence[k] for k in keys if k in self._evidence]
        parents = [self._evidence[k] for s in own for k in s.parents if k in self._evidence]
        return [*own, *parents, *(self._evidence[k] for k in self._always if k in self._evidence)]

    def _tied(self, text: str, candidates: Sequence[Statistic]) -> Markup:
        """Labels of the user's data that hold digits are names; every other number is looked up."""
        parts = re.split(rf"(?<!\w)({self._labels})(?!\w)", text, flags=re.IGNORECASE) if self._labels else [text]
        out = [
            Markup("<bdi>{}</bdi>").format(part) if i % 2 else self._linked(part, candidates)
            for i, part in enumerate(parts)
        ]
        return Markup("").join(out)

    def _linked(self, text: str, candidates: Sequence[Statistic]) -> Markup:
        out, at = Markup(""), 0
        for found in re.finditer(f"{_DAY.pattern}|{_CODE.pattern}|{_NUMBER.pattern}", text):
            borrowed = _RANGE.match(text, found.end())
            scale = borrowed.group(1) if borrowed and found.group()[-1:].isdigit() else ""
            out += escape(text[at : found.start()]) + self._token(found.group(), candidates, scale)
            at = found.end()
        return out + escape(text[at:])

    def _token(self, token: str, candidates: Sequence[Statistic], scale: str = "") -> Markup:
        if _CODE.fullmatch(token):
            return Markup("<code>{}</code>").format(token)
        if _DAY.fullmatch(token):
            return Markup("<time>{}</time>").format(token)
        for written in dict.fromkeys((token, token + scale)):
            found = _stated(written, candidates)
            if found is not None:
                return data(found[1], token, "stat", found[0].key)
        return Markup('<span data-said="">{}</span>').format(token)


def _stated(token: str, candidates: Sequence[Statistic]) -> tuple[Statistic, float] | None:
    """The first statistic that a written number states, and the value it states."""
    for statistic in candidates:
        for part in _PARTS:
            value = getattr(statistic, part)
            if value is not None and states(token, float(value)):
                return statistic, float(value)
        for _, word in statistic.params:
            if word == token.replace(",", ""):
                return statistic, float(word)
    return None


def data(value: float, text: str, kind: str, where: str) -> Markup:
    """The one element in which a number stands on a page."""
    return Markup('<data value="{}" data-{}="{}">{}</data>').format(f"{value:.10g}", kind, where, text)


def when(value: date) -> Markup:
    """A day on the page."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), day(value))


def states(token: str, value: float) -> bool:
    """Whether a written number states a value: equal when rounded to the digits written. Signs may be said in words.

    >>> states("41 %", 0.4123), states("41 %", 0.42), states("8.91 M", 8_911_407.9), states("1,720", 1719.6)
    (True, False, True, True)
    """
    found = re.match(r"([-+−]?)([\d,]+)(?:\.(\d+))?[ \u00a0]?(%|×|k|M|bn)?$", token)
    if not found:
        return False
    whole, decimals, scale = found.group(2).replace(",", ""), found.group(3) or "", _SCALE.get(found.group(4), 1.0)
    written = float(f"{whole}.{decimals or 0}") * scale
    return abs(abs(value) - written) <= 0.5000001 * 10.0 ** -len(decimals) * scale
