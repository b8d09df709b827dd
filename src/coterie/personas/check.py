"""Is every number of a sentence one of its statistics? The checker of personas, verdict and report."""

import re
from collections.abc import Iterable, Iterator, Sequence

from coterie.personas import wording
from coterie.personas.facts import window_of
from coterie.terms import Evidence, Results, Sentence, Statistic

_DATE = re.compile(r"\b\d{1,2}[ \u00a0](?:" + "|".join(wording.MONTHS) + r")[ \u00a0]\d{4}\b")
_NUMBER = re.compile(r"(?<![\w.,])[−-]?(\d[\d,]*(?:\.\d+)?)(?:[ \u00a0](%|k|M|bn)(?!\w))?")
_TO = re.compile(r" to [−-]?\d[\d,.]*[ \u00a0](%)")
_SPELLED = "|".join(wording.WORDS[1:])
_PART = re.compile(rf"\b({_SPELLED}) in ({_SPELLED})\b", re.IGNORECASE)
_WORD = re.compile(rf"\b({'|'.join(wording.WORDS[2:])})\b", re.IGNORECASE)
_SCALE = {"": 1.0, "%": 0.01, "k": 1e3, "M": 1e6, "bn": 1e9}


def unsupported_numbers(sentence: Sentence, evidence: Evidence, names: Sequence[str] = ()) -> list[str]:
    """The numbers of a sentence (and its tag) that none of its statistics supports, as written.

    A number is supported where it is the rounded estimate, interval bound, level or count of one of the sentence's
    statistics, one of their parameters, or the first or last day of their window. Digits and words ("six", "one in
    nine") are both read; names of segments, traits and levels are no numbers and are left out with ``names``.

    >>> evidence = Evidence()
    >>> key = evidence.add(Statistic("share_of_revenue", "segment:s1", 0.4134, n=477))
    >>> told = Sentence("value", "41 % of revenue from 477 customers, 43 % expected.", "measured", (key,))
    >>> unsupported_numbers(told, evidence)
    ['43 %']
    """
    statistics = [evidence[key] for key in sentence.stats if key in evidence]
    whole = f"{sentence.text} {sentence.tag}"
    text = _DATE.sub(" ", whole)
    for name in sorted((n for n in {*names, *_names_of(statistics)} if n), key=len, reverse=True):
        if any(c.isdigit() for c in name) or _WORD.search(name):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return [*_days(whole, statistics), *_digits(text, statistics), *_words(text, statistics)]


def names_in(results: Results) -> tuple[str, ...]:
    """The words of others that may hold digits: names of segments, traits and levels, and quoted reasons."""
    segments = results.segmentation.segments if results.segmentation else ()
    traits = results.table.traits
    named = {s.name for s in segments} | {t.label for t in traits} | {level for t in traits for level in t.levels}
    reasons = {*results.skipped.values(), results.timeline.why_not if results.timeline else ""}
    reasons.add(results.segmentation.unjudged if results.segmentation else "")
    told = named | {reason.rstrip(".") for reason in reasons if reason}
    return tuple(sorted(name for name in told if any(c.isalpha() for c in name)))  # a bare number excuses nothing


def _names_of(statistics: Iterable[Statistic]) -> Iterator[str]:
    """Levels that the metrics themselves name: share:income=50-74K."""
    for statistic in statistics:
        yield statistic.metric.partition("=")[2]


def _days(text: str, statistics: Sequence[Statistic]) -> Iterator[str]:
    known = {wording.day(day) for s in statistics for day in window_of(s) or ()}
    for found in _DATE.finditer(text):
        if found.group().replace(" ", wording.NBSP) not in known:
            yield found.group()


def _digits(text: str, statistics: Sequence[Statistic]) -> Iterator[str]:
    values = list(_values(statistics))
    for found in _NUMBER.finditer(text):
        digits, unit = found.group(1).rstrip(",").replace(",", ""), found.group(2) or _unit_of_range(text, found.end())
        decimals = len(digits.partition(".")[2])
        scale = _SCALE[unit]
        told, half = float(digits) * scale, 0.5 * 10**-decimals * scale
        if not any(abs(abs(value) - told) <= half * (1 + 1e-9) for value in values):
            yield found.group().strip()


def _unit_of_range(text: str, end: int) -> str:
    """The unit of a range's first number: "12 to 15 %" says it once, at the end."""
    second = _TO.match(text, end)
    return second.group(1) if second else ""


def _words(text: str, statistics: Sequence[Statistic]) -> Iterator[str]:
    values = list(_values(statistics))
    for found in _PART.finditer(text):
        told = _worth(found.group(1)) / _worth(found.group(2))
        if not any(abs(value - told) <= 0.05 * abs(value) for value in values):
            yield found.group()
    for found in _WORD.finditer(_PART.sub(" ", text)):
        if not any(round(value) == _worth(found.group()) for value in values):
            yield found.group()


def _worth(word: str) -> int:
    return wording.WORDS.index(word.lower())


def _values(statistics: Iterable[Statistic]) -> Iterator[float]:
    for s in statistics:
        yield from (float(v) for v in (s.estimate, s.low, s.high, s.level, s.n) if wording.finite(v))  # type: ignore[arg-type]
        for _, value in s.params:
            if re.fullmatch(r"\d+(\.\d+)?", value):
                yield float(value)
