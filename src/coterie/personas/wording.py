"""How is a number told in a sentence? One style for shares, counts, money, days, ratios and ranges."""

import math
from collections.abc import Callable
from datetime import date

NBSP = "\u00a0"
SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SINGULAR = {
    "days": "day",
    "orders": "order",
    "visits": "visit",
    "lines": "line",
    "products": "product",
    "categories": "category",
    "pieces": "piece",
    "customers": "customer",
    "months": "month",
    "years": "year",
    "events": "event",
    "pages": "page",
    "rows": "row",
    "cells": "cell",
    "stretches": "stretch",
}
_PLAIN = ("", "year", "share", "currency", "ratio", "sd", "percent")

Teller = Callable[[float], str]


def share(value: float, digits: int = 0) -> str:
    """A share in percent, whole where that says enough.

    >>> [share(x).replace(NBSP, " ") for x in (0.4134, 0.09, 0.004, 0.0002, 0.9991, 1.0, 0.0)]
    ['41 %', '9 %', '0.4 %', '0.02 %', '99.9 %', '100 %', '0 %']
    """
    percent = 100 * value
    if 0 < abs(percent) < 1:
        digits = max(digits, 1 if abs(percent) >= 0.05 else 2)
    if 99.5 <= percent < 100:
        digits = max(digits, 1)
    return f"{percent:.{digits}f}{NBSP}%"


def count(value: float) -> str:
    """A count with a comma at the thousands.

    >>> count(1720.0)
    '1,720'
    """
    return f"{value:,.0f}"


def number(value: float, digits: int | None = None) -> str:
    """A plain number with the digits that matter: two below 1, one below 100, none from there.

    >>> number(0.427), number(4.25), number(12.0), number(31.46), number(1234.5)
    ('0.43', '4.2', '12', '31.5', '1,234')
    """
    if digits is None:
        size = abs(value)
        digits = 0 if float(value).is_integer() or size >= 100 else 1 if size >= 1 else 2
    return _sign(f"{value:,.{digits}f}")


def money(value: float, currency: str = "", digits: int | None = None) -> str:
    """Money in the short form of pages: cents below 10, thousands as k, millions as M.

    >>> money(8911407.9, "GBP").replace(NBSP, " "), money(1720.4), money(9.5, "CHF").replace(NBSP, " ")
    ('£8.91 M', '1,720', 'CHF 9.50')
    """
    size = abs(value)
    if digits is None:
        digits = 2 if size < 9.995 and not float(value).is_integer() else 0
    text = f"{value:,.{digits}f}"
    for limit, unit in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if size >= max(limit, 1e4) * 0.9995:
            scaled = value / limit
            digits = 0 if abs(scaled) >= 99.95 else 1 if abs(scaled) >= 9.995 else 2
            text = f"{scaled:,.{digits}f}{NBSP}{unit}"
            break
    symbol = SYMBOLS.get(currency)
    if symbol:
        return f"−{symbol}{text[1:]}" if text.startswith("-") else symbol + text
    return f"{currency}{NBSP}{_sign(text)}" if currency else _sign(text)


def counted(value: float, unit: str, digits: int | None = None) -> str:
    """A number with the thing it counts, whole from 10.

    >>> counted(1.0, "days").replace(NBSP, " "), counted(12.4, "orders").replace(NBSP, " ")
    ('1 day', '12 orders')
    """
    text = number(value, 0 if digits is None and abs(value) >= 10 else digits)
    return f"{text}{NBSP}{SINGULAR.get(unit, unit) if text == '1' else unit}"


def quantity(value: float, unit: str, currency: str = "") -> str:
    """A value in the unit of its trait."""
    return teller(unit, currency)(value)


def teller(unit: str, currency: str = "", digits: int | None = None) -> Teller:
    """The function that tells values of a unit."""
    if unit == "share":
        return lambda value: share(value, digits or 0)
    if unit == "year":
        return lambda value: f"{value:.{digits or 0}f}"
    if unit == "currency":
        return lambda value: money(value, currency, None if digits is None else 2)
    if unit in _PLAIN:
        return lambda value: number(value, digits)
    return lambda value: counted(value, unit, digits)


def both(here: float, rest: float, unit: str, currency: str = "") -> tuple[str, str]:
    """Two values told with as many digits as keep them apart.

    >>> [text.replace(NBSP, " ") for text in both(0.031, 0.0276, "share")]
    ['3.1 %', '2.8 %']
    """
    for digits in (None, 1, 2, 3):
        tell = teller(unit, currency, digits)
        if tell(here) != tell(rest) or here == rest:
            return tell(here), tell(rest)
    return tell(here), tell(rest)


def span(low: float, high: float, unit: str, currency: str = "") -> str:
    """A range in words; the unit stands once.

    >>> span(640.0, 3410.0, "currency"), span(0.12, 0.15, "share").replace(NBSP, " ")
    ('640 to 3,410', '12 to 15 %')
    """
    if unit == "share":
        first, second = both(low, high, unit)
        return f"{first.removesuffix(NBSP + '%')} to {second}"
    if unit == "currency":
        return f"{money(low, currency)} to {money(high, currency)}"
    digits = 1 if min(abs(low), abs(high)) >= (0.1 if unit == "ratio" else 1) else 2
    whole = float(low).is_integer() and float(high).is_integer()
    if whole or (unit in SINGULAR and min(abs(low), abs(high)) >= 10):
        digits = 0
    if number(low, digits) == number(high, digits) and low != high:
        digits = 2
    first, second = number(low, digits), number(high, digits)
    return f"{first} to {second}" if unit in _PLAIN else f"{first} to {second}{NBSP}{unit}"


def times(value: float) -> str:
    """A ratio: "3.6 times".

    >>> times(3.61), times(0.04)
    ('3.6 times', '0.04 times')
    """
    return f"{number(value, 2 if value < 0.1 else 1)} times"


def against(value: float, what: str) -> str:
    """A ratio to something: a multiple from 1 up, a share below.

    >>> against(3.61, "the average").replace(NBSP, " "), against(0.24, "the average").replace(NBSP, " ")
    ('3.6 times the average', '24 % of the average')
    """
    return f"{share(value)} of {what}" if ratio_unit(value) == "share" else f"{times(value)} {what}"


def ratio_unit(value: float) -> str:
    """The unit in which a ratio and its interval are told: "20 %" is read more easily than "0.2 times"."""
    return "share" if value < 0.995 else "ratio"


def day(value: date) -> str:
    """A day as people write it: 9 Dec 2011."""
    return NBSP.join((str(value.day), MONTHS[value.month - 1], str(value.year)))


def spelled(value: int) -> str:
    """A small count as a word, a larger one in digits.

    >>> spelled(6), spelled(14)
    ('six', '14')
    """
    return WORDS[value] if 0 <= value < len(WORDS) else count(value)


def part(value: float) -> str | None:
    """A share as "one in nine", where a small fraction comes within 5 % of it; else None.

    >>> part(0.11), part(0.4), part(0.67), part(0.415)
    ('one in nine', 'two in five', 'two in three', 'two in five')
    """
    if not 0.04 <= value < 0.95:
        return None
    fractions = [(1, n) for n in range(2, 13)] + [(2, 3), (3, 4), (2, 5), (3, 5), (4, 5), (3, 10), (7, 10)]
    best = min(fractions, key=lambda f: (abs(f[0] / f[1] - value), f[1]))
    if abs(best[0] / best[1] - value) > 0.05 * value:
        return None
    return f"{WORDS[best[0]]} in {WORDS[best[1]]}"


def listing(words: list[str]) -> str:
    """Words joined as in a sentence.

    >>> listing(["recency", "orders", "spend"])
    'recency, orders and spend'
    """
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def opened(text: str) -> str:
    """The text with its first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


def _sign(text: str) -> str:
    bare = text.removeprefix("-")
    return text if bare == text else bare if not bare.strip("0.,") else "−" + bare


def finite(*values: float | None) -> bool:
    """Whether all of them are numbers that can be told."""
    return all(value is not None and math.isfinite(value) for value in values)
