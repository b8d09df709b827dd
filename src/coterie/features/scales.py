"""Do these words stand in an order, from low to high?

Words such as Low < Average < High are looked up in well-known scales; bands such as "Under 15K", "25-34K", "65+" are
ordered by the number at their lower end. "Other" has no place on a scale: with it the attribute stays categorical and
keeps "other" as a category of its own.
"""

import re
from collections.abc import Sequence

_SCALES: tuple[tuple[tuple[str, ...], ...], ...] = tuple(
    tuple(tuple(place.split("/")) for place in scale.split(" < "))
    for scale in (
        "none < very low/lowest/minimal < low < below average < medium/average/middle/mid/moderate/normal/neutral "
        "< above average < high < very high/highest/extreme",
        "never < rarely/seldom < sometimes/occasionally < often/frequently < very often < always",
        "yearly/annually < quarterly < monthly < fortnightly/biweekly < weekly < daily",
        "extra small/xs < small/s < medium/m < large/l < extra large/xl < xxl",
        "very bad/very poor/terrible < bad/poor < fair/average/ok < good < very good < excellent",
        "strongly disagree/disagree strongly < disagree < somewhat disagree/slightly disagree "
        "< neutral/neither/neither agree nor disagree < somewhat agree/slightly agree < agree "
        "< strongly agree/agree strongly",
        "very dissatisfied < dissatisfied < neutral/neither < satisfied < very satisfied",
        "very unlikely < unlikely < neutral < likely < very likely",
        "not important < slightly important < moderately important < important < very important",
        "iron < bronze < silver < gold < platinum < diamond",
        "free < basic/starter < standard/regular/plus < premium/pro < enterprise",
        "beginner/novice < intermediate < advanced < expert",
        "junior < mid/middle < senior < lead",
        "month-to-month/month to month/monthly < one year/1 year/yearly < two year/two years/2 year",
        "first < second < third < fourth < fifth",
        "bottom < middle < top",
        "less < same < more",
        "child < teenager/teen < young adult/young < adult/middle-aged/middle aged < senior/old",
        "none/no education < primary/primary school/elementary/basic < secondary/middle school "
        "< high school/highschool/secondary school < some college < associate/college < bachelor/bachelors/graduation"
        "/graduate/undergraduate/university < 2n cycle/second cycle < master/masters/postgraduate < phd/doctorate"
        "/doctoral",
    )
)
_APART = {"other", "others", "unknown", "n/a", "na", "not known", "not stated", "prefer not to say", "missing"}
_NUMBER = r"[$€£]?\s*(\d[\d,]*(?:\.\d+)?)\s*([kmKM]?)"
_TAIL = r"\s*(?:years?|yrs?|days?|persons?|people)?"
_BELOW = re.compile(rf"(?:under|below|less than|up to|<=?|until)\s*{_NUMBER}{_TAIL}", re.IGNORECASE)
_ABOVE = re.compile(
    rf"(?:(?:over|above|more than|>=?)\s*{_NUMBER}|{_NUMBER}\s*(?:\+|and more|or more|and over))"
    rf"{_TAIL}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"{_NUMBER}\s*(?:-|–|—|to|\.\.)\s*{_NUMBER}{_TAIL}", re.IGNORECASE)
_PLAIN = re.compile(rf"{_NUMBER}{_TAIL}", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*\w{1,2}\)\s*")


def in_order(levels: Sequence[str]) -> tuple[str, ...] | None:
    """The levels from low to high where they stand on a known scale or are bands of numbers, else None.

    levels    different texts, at least two.

    >>> in_order(["High", "Low", "Average"])
    ('Low', 'Average', 'High')
    >>> in_order(["250K+", "35-49K", "Under 15K", "100-124K"])
    ('Under 15K', '35-49K', '100-124K', '250K+')
    >>> in_order(["65+", "19-24", "25-34"])
    ('19-24', '25-34', '65+')
    >>> in_order(["Low", "High", "other"]) is None, in_order(["red", "blue"]) is None
    (True, True)
    """
    if len(levels) < 2:
        return None
    return _by_words(levels) or _by_numbers(levels)


def listed(levels: Sequence[str]) -> tuple[str, ...]:
    """Levels of an unordered attribute as they are listed: on their scale where they have one, "other" last.

    >>> listed(["other", "High", "Low"]), listed(["Ghent", "Unknown", "Bruges"])
    (('Low', 'High', 'other'), ('Bruges', 'Ghent', 'Unknown'))
    """
    proper = sorted(v for v in levels if v.strip().lower() not in _APART)
    apart = sorted(v for v in levels if v.strip().lower() in _APART)
    return (*(in_order(proper) or proper), *apart)


def _by_words(levels: Sequence[str]) -> tuple[str, ...] | None:
    plain = {v: " ".join(_PREFIX.sub("", v).strip().lower().replace("_", " ").split()) for v in levels}
    for scale in _SCALES:
        place = {word: i for i, words in enumerate(scale) for word in words}
        if all(word in place for word in plain.values()):
            found = {v: place[word] for v, word in plain.items()}
            if len(set(found.values())) == len(levels):
                return tuple(sorted(levels, key=lambda v: found[v]))
    return None


def _by_numbers(levels: Sequence[str]) -> tuple[str, ...] | None:
    places = {v: _lower_end(v) for v in levels}
    known = [p for p in places.values() if p is not None]
    bands = sum(_PLAIN.fullmatch(_PREFIX.sub("", v).strip()) is None for v in levels)
    if len(known) < len(levels) or len(set(known)) < len(levels) or bands == 0:
        return None
    return tuple(sorted(levels, key=lambda v: places[v] or (0.0, 0)))


def _lower_end(text: str) -> tuple[float, int] | None:
    """The number at the lower end of a band; bands open below come before it, bands open above after it."""
    text = _PREFIX.sub("", text).strip()
    if found := _BELOW.fullmatch(text):
        return _number(found[1], found[2]), -1
    if found := _BETWEEN.fullmatch(text):
        return _number(found[1], found[2] or found[4]), 0
    if found := _ABOVE.fullmatch(text):
        return (_number(found[1], found[2]) if found[1] else _number(found[3], found[4])), 1
    if found := _PLAIN.fullmatch(text):
        return _number(found[1], found[2]), 0
    return None


def _number(digits: str, factor: str) -> float:
    return float(digits.replace(",", "")) * {"": 1.0, "k": 1e3, "m": 1e6}[factor.lower()]
