"""How is a number said on a page? As the report says it: both take the words from one place."""

from datetime import date, datetime

from coterie.terms import numbers
from coterie.terms.numbers import NBSP

WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def share(value: float | None) -> str:
    """A fraction of 1 as percent.

    >>> [share(v).replace(NBSP, " ") for v in (0.411, 0.042, 0.0004, 0.9996, None)]
    ['41 %', '4.2 %', '0.04 %', '99.96 %', '–']
    """
    return number(value, "share")


def money(value: float | None, currency: str = "") -> str:
    """An amount with three figures: thousands, millions and billions are shortened.

    >>> [money(v).replace(NBSP, " ") for v in (8911407.9, 310_000, 12_300, 9_400, 12.5, -3)]
    ['8.91 M', '310 k', '12.3 k', '9,400', '12.50', '−3']
    >>> money(1_500_000, "EUR").replace(NBSP, " ")
    '1.50 M EUR'
    """
    text = number(value, "currency")
    return f"{text}{NBSP}{currency}" if currency and text != "–" else text


def number(value: float | None, unit: str = "") -> str:
    """A value in its unit: share, currency, ratio, sd, whole, a counted thing, or none; a dash where there is none.

    >>> number(4338, "customers"), number(0.94), number(84.46), number(3.62, "ratio").replace(NBSP, " ")
    ('4,338', '0.94', '84.5', '3.6 ×')
    """
    return "–" if value is None else numbers.number(value, unit)


def interval(low: float | None, high: float | None, unit: str = "") -> str:
    """Both ends in words, or nothing where one is not known.

    >>> interval(0.642, 0.67, "share").replace(NBSP, " ")
    '64 % to 67 %'
    """
    return f"{number(low, unit)} to {number(high, unit)}" if low is not None and high is not None else ""


def day(value: date | datetime | str | None) -> str:
    """A day as people write it; also from its ISO text.

    >>> day("2011-12-09").replace(NBSP, " ")
    '9 Dec 2011'
    """
    if not value:
        return "–"
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return numbers.day(value)


def size(octets: int | None) -> str:
    """The size of a file.

    >>> [size(v).replace(NBSP, " ") for v in (812, 48_200, 1_470_000_000)]
    ['812 bytes', '48 kB', '1.5 GB']
    """
    if octets is None:
        return "–"
    for limit, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if octets >= limit:
            value = octets / limit
            return f"{value:.1f}{NBSP}{name}" if value < 10 else f"{value:.0f}{NBSP}{name}"
    return f"{octets}{NBSP}bytes"


def in_words(count: int) -> str:
    """A small count at the start of a sentence.

    >>> in_words(6), in_words(25)
    ('Six', '25')
    """
    return WORDS[count] if 0 <= count < len(WORDS) else f"{count:,}"
