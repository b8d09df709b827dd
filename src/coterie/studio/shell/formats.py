"""How is a number said on a page? As the report says it, so that both show the same text for the same number."""

import math
from datetime import date, datetime

NBSP = "\u00a0"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def share(value: float | None) -> str:
    """A fraction of 1 as percent.

    >>> [share(v).replace(NBSP, " ") for v in (0.411, 0.042, 0.0004, 0.9996, None)]
    ['41 %', '4.2 %', '0.04 %', '99.96 %', '–']
    """
    if value is None or not math.isfinite(value):
        return "–"
    percent = 100 * value
    digits = 1 if 0 < abs(percent) < 10 and not float(round(percent, 1)).is_integer() else 0
    if 0 < abs(percent) < 0.05:
        digits = 2
    if 99.5 <= abs(percent) < 100:  # nearly all is not all
        digits = 1 if abs(percent) < 99.95 else 2
    return _sign(f"{percent:,.{digits}f}") + NBSP + "%"


def money(value: float | None, currency: str = "") -> str:
    """An amount with three figures: thousands, millions and billions are shortened.

    >>> [money(v).replace(NBSP, " ") for v in (8911407.9, 310_000, 12_300, 9_400, 12.5, -3)]
    ['8.91 M', '310 k', '12.3 k', '9,400', '12.50', '−3']
    >>> money(1_500_000, "EUR").replace(NBSP, " ")
    '1.50 M EUR'
    """
    if value is None or not math.isfinite(value):
        return "–"
    size, text = abs(value), ""
    for limit, name in ((1e9, "bn"), (1e6, "M"), (1e4, "k")):
        if size >= limit * 0.9995:
            text = _sign(_three(value / limit * (10 if name == "k" else 1))) + NBSP + name
            break
    else:
        text = _sign(f"{value:,.2f}" if size < 100 and not float(value).is_integer() else f"{value:,.0f}")
    return f"{text}{NBSP}{currency}" if currency else text


def number(value: float | None, unit: str = "") -> str:
    """A value in its unit: share, currency, ratio, sd, whole, a counted thing, or none.

    >>> number(4338, "customers"), number(0.94), number(84.46), number(3.62, "ratio").replace(NBSP, " ")
    ('4,338', '0.94', '84.5', '3.6 ×')
    """
    if value is None or not math.isfinite(value):
        return "–"
    if unit == "share":
        return share(value)
    if unit == "currency":
        return money(value)
    if unit == "ratio":
        return _sign(f"{value:,.2f}" if abs(value) < 0.995 else f"{value:,.1f}") + NBSP + "×"
    if unit == "sd":
        return ("+" if value >= 0.05 else "") + _sign(f"{value:.1f}")
    if unit == "whole":
        return _sign(f"{value:,.0f}")
    return _plain(value)


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
    return NBSP.join((str(value.day), MONTHS[value.month - 1], str(value.year)))


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


def _three(value: float) -> str:
    size_ = abs(value)
    return f"{value:,.0f}" if size_ >= 99.95 else f"{value:.1f}" if size_ >= 9.995 else f"{value:.2f}"


def _plain(value: float) -> str:
    size_ = abs(value)
    if float(value).is_integer() and size_ < 1e15:
        return _sign(f"{value:,.0f}")
    if size_ >= 1000:
        return _sign(f"{value:,.0f}")
    if size_ >= 10:
        return _sign(f"{value:.1f}")
    return _sign(f"{value:.2f}" if size_ >= 0.1 else f"{value:.3g}")


def _sign(text: str) -> str:
    bare = text.lstrip("-")
    return text if bare == text else bare if not bare.strip("0.,") else "−" + bare
