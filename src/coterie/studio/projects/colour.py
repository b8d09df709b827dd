"""Can a colour be read? Contrast after WCAG 2.2, and the shades that a chosen colour needs in light and in dark."""

import re

LEAST = 4.5  # of text against its ground (WCAG 2.2, success criterion 1.4.3)
LIGHT, DARK = ("#ffffff", "#fbfaf8"), ("#1b1f1e", "#121615")  # cards and page of each theme
INK_ON_LIGHT, INK_ON_DARK = "#ffffff", "#0d1918"
FORM = re.compile(r"#[0-9a-f]{6}")
STEPS = 40


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21.

    >>> round(contrast("#ffffff", "#000000"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str) -> bool:
    """Can it be read as text on the light pages, and white text on it?

    >>> readable("#0b6e69"), readable("#ffd400")
    (True, False)
    """
    return all(contrast(colour, ground) >= LEAST for ground in LIGHT)


def for_dark(colour: str) -> str:
    """The same colour, lightened just as far as the dark pages need.

    >>> readable_on_dark(for_dark("#0b2e69"))
    True
    """
    for step in range(STEPS + 1):
        mixed = _mixed(colour, "#ffffff", step / STEPS)
        if readable_on_dark(mixed):
            return mixed
    return "#ffffff"


def readable_on_dark(colour: str) -> bool:
    """Can it be read as text on the dark pages, and dark text on it?"""
    return all(contrast(colour, ground) >= LEAST for ground in (*DARK, INK_ON_DARK))


def _mixed(one: str, other: str, part: float) -> str:
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(_parts(one), _parts(other), strict=True))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
