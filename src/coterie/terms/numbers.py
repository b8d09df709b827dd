"""How is a number, a day or a label said? One text for each, the same in every report, page and terminal."""

import math
from datetime import date

NBSP = "\u00a0"
COUNTS = ("customers", "orders", "rows", "lines", "days", "months", "segments", "articles", "draws", "events", "visits")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float, unit: str = "") -> str:
    """The text of a value in its unit.

    value     the number; shares and levels as fractions of 1.
    unit      "share" ("share, one decimal"), "currency", "ratio", "sd", "exact" (never shortened), "whole", a
              counted thing, or "".
    Returns   a text without the unit's name, except for % and the sign of multiples.

    >>> [number(0.411, "share").replace(NBSP, " "), number(8911407.9, "currency").replace(NBSP, " ")]
    ['41 %', '8.91 M']
    >>> number(4338, "customers"), number(84.5, "days"), number(-0.4, "sd"), number(0.94)
    ('4,338', '84', '−0.4', '0.94')
    """
    if not math.isfinite(value):
        return "–"
    if unit == "share":
        return _percent(value)
    if unit == "share, one decimal":
        return _sign(f"{100 * value:,.1f}") + NBSP + "%"
    if unit == "currency":
        return _money(value)
    if unit == "ratio":
        return _sign(f"{value:,.2f}" if abs(value) < 0.995 else f"{value:,.1f}") + NBSP + "×"
    if unit == "sd":
        return ("+" if value >= 0.05 else "") + _sign(f"{value:.1f}")
    if unit == "whole":
        return _sign(f"{value:,.0f}")
    if unit == "exact":
        return _sign(f"{value:,.3f}".rstrip("0").rstrip("."))
    if unit in COUNTS and (float(value).is_integer() or abs(value) >= (10 if unit == "days" else 100)):
        return _sign(f"{value:,.0f}")
    return _plain(value)


def _percent(value: float) -> str:
    percent = 100 * value
    digits = 1 if 0 < abs(percent) < 10 and not float(round(percent, 1)).is_integer() else 0
    if 0 < abs(percent) < 0.05:
        digits = 2
    if 99.5 <= abs(percent) < 100:  # nearly all is not all
        digits = 1 if abs(percent) < 99.95 else 2
    return _sign(f"{percent:,.{digits}f}") + NBSP + "%"


def _money(value: float) -> str:
    size = abs(value)
    for limit, name in ((1e9, "bn"), (1e6, "M"), (1e4, "k")):
        if size >= limit * 0.9995:
            return _sign(_three(value / limit * (10 if name == "k" else 1))) + NBSP + name
    return _sign(f"{value:,.2f}" if size < 100 and not float(value).is_integer() else f"{value:,.0f}")


def _three(value: float) -> str:
    size = abs(value)
    return f"{value:,.0f}" if size >= 99.95 else f"{value:.1f}" if size >= 9.995 else f"{value:.2f}"


def _plain(value: float) -> str:
    size = abs(value)
    if float(value).is_integer() and size < 1e15:
        return _sign(f"{value:,.0f}")
    if size >= 1000:
        return _sign(f"{value:,.0f}")
    if size >= 10:
        return _sign(f"{value:.1f}")
    return _sign(f"{value:.2f}" if size >= 0.1 else f"{value:.3g}")


def _sign(text: str) -> str:
    bare = text.lstrip("-")
    return text if bare == text else bare if not bare.strip("0.,") else "−" + bare


def lowered(text: str) -> str:
    """A label inside a sentence: a small first letter, unless its first word is a name or an abbreviation.

    >>> lowered("Days since the last order"), lowered("AOV"), lowered("iPhone cases")
    ('days since the last order', 'AOV', 'iPhone cases')
    """
    first = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in first[1:]) else text[:1].lower() + text[1:]


def day(value: date) -> str:
    """A day as people write it.

    >>> day(date(2011, 12, 9)).replace(NBSP, " ")
    '9 Dec 2011'
    """
    return NBSP.join((str(value.day), MONTHS[value.month - 1], str(value.year)))
