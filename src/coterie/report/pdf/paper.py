"""What does a sheet of paper look like? Type, margins, marks and texts that any alphabet may stand in.

The font is DejaVu Sans, which comes with this package: Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic and
many signs. A character that it does not have is printed as an empty box, and the last line says how many there were.
"""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from math import degrees
from typing import cast

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from coterie.report.figures import SEGMENTS
from coterie.report.page.svg import Arc

FONT, BOX = "DejaVu", "\u25af"
INK, MUTED, LINE, PALE = (28, 33, 31), (100, 106, 103), (228, 227, 223), (247, 247, 245)
MARGIN, BOTTOM = 18.0, 20.0
_RIGHT = ("R", "AL", "AN")
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a file of its own day would differ from run to run

Colour = tuple[int, int, int]


class Paper(FPDF):
    """A4 pages with a footer.

    title     of the file.
    footer    what stands below every page, beside its number.
    """

    def __init__(self, title: str, footer: str) -> None:
        super().__init__(format="A4", unit="mm")
        self.missing = 0
        self._footer = footer
        folder = files("coterie.report") / "fonts"
        self.add_font(FONT, "", str(folder / "DejaVuSans.ttf"))
        self.add_font(FONT, "B", str(folder / "DejaVuSans-Bold.ttf"))
        self._glyphs = frozenset(cast(TTFFont, self.fonts[FONT.lower()]).cmap)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, BOTTOM)
        self.set_creation_date(EPOCH)
        self.set_title(title)
        self.set_producer("coterie")
        self.alias_nb_pages("")  # else a text that holds the sign for it would be replaced by the number of pages
        self.size(10)

    def footer(self) -> None:
        """The line below each page."""
        self.set_y(-13)
        self.size(7.5, MUTED)
        self.set_x(MARGIN)
        self.cell(self.epw - 20, 4, self.printable(self._footer))
        self.cell(20, 4, str(self.page_no()), align="R")

    def size(self, points: float, colour: Colour = INK, *, bold: bool = False) -> None:
        """Set size, colour and weight of what follows."""
        self.set_font(FONT, "B" if bold else "", points)
        self.set_text_color(*colour)

    def plainly(self, text: str) -> str:
        """The printable text, for measuring: what it lacks is not counted."""
        before, shown = self.missing, self.printable(text)
        self.missing = before
        return shown

    def printable(self, text: str) -> str:
        """The text with a box for each character that the font lacks and a space for each that steers a printer."""
        out = []
        for character in unicodedata.normalize("NFC", text):
            if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
                out.append(" " if character in "\n\t\r\u2028\u2029" else "")
            elif ord(character) in self._glyphs or character in (" ", "\u00a0"):
                out.append(character)
            elif not unicodedata.combining(character):
                out.append(BOX)
                self.missing += 1
        return "".join(out)

    def wrapped(self, text: str, width: float) -> list[str]:
        """The lines of a printable text in the current type."""
        found = self.multi_cell(width, 5, text, dry_run=True, output=MethodReturnValue.LINES, align="L")
        return cast("list[str]", found) or [""]

    def lines(self, text: str, width: float, height: float, *, struck: bool = False) -> float:
        """A paragraph in the current type, wrapped to a width; right-to-left words stand in their own order.

        The cursor ends below it, at the left edge where it began.
        Returns    what is left of the width behind the last line; 0 where that begins on the right.
        """
        left, rest = self.get_x(), 0.0
        for line in self.wrapped(self.printable(text), width):
            if self.will_page_break(height):
                self.add_page()
                self.set_x(left)
            shown, right = as_printed(line)
            long = self.get_string_width(shown)
            rest = 0.0 if right else width - long
            self.cell(width, height, shown, align="R" if right else "L")
            if struck and line.strip():
                start = left + width - long if right else left + self.c_margin
                self.set_draw_color(*MUTED)
                self.set_line_width(0.25)
                self.line(start, self.get_y() + height / 2, start + long, self.get_y() + height / 2)
            self.set_xy(left, self.get_y() + height)
        return rest

    def rule(self, space: float = 3.0) -> None:
        """A hairline over the whole width."""
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        y = self.get_y() + space / 2
        self.line(MARGIN, y, MARGIN + self.epw, y)
        self.set_y(y + space / 2)

    def room(self, height: float) -> None:
        """Begin a new page where less than that height is left."""
        if self.will_page_break(height):
            self.add_page()

    def picture(self, arcs: Sequence[Arc], colour: int, x: float, y: float, side: float) -> None:
        """The illustration of a group."""
        ink = rgb(colour)
        scale = side / 200
        self.set_fill_color(*mixed(ink, 0.12))
        self.rect(x, y, side, side, style="F", round_corners=True, corner_radius=14 * scale)
        for arc in arcs:
            self.set_draw_color(*mixed(ink, arc.opacity))
            self.set_line_width(arc.width * scale)
            cx, cy, r = x + arc.centre[0] * scale, y + arc.centre[1] * scale, arc.radius * scale
            start, end = degrees(arc.angles[0]), degrees(arc.angles[1])
            self.arc(cx - r, cy - r, 2 * r, start_angle=-end, end_angle=-start, style="D")

    def bar(self, x: float, y: float, width: float, share: float, colour: int) -> None:
        """A bar as long as a share of a width."""
        self.set_fill_color(*mixed(rgb(colour), 0.15))
        self.rect(x, y, width, 2.2, style="F")
        self.set_fill_color(*rgb(colour))
        self.rect(x, y, max(0.3, width * min(max(share, 0.0), 1.0)), 2.2, style="F")

    def closing(self) -> None:
        """Say what could not be printed, if there was anything."""
        if not self.missing:
            return
        one = self.missing == 1
        self.ln(3)
        self.size(7.5, MUTED)
        told = f"{self.missing:,} character{'' if one else 's'} could not be printed in this font and "
        self.set_x(MARGIN)
        self.lines(f"{told}{'is' if one else 'are'} shown as an empty box.", self.epw, 3.8)

    def data(self) -> bytes:
        """The file; the same content gives the same bytes."""
        found = bytes(self.output())
        self.shut()
        return found

    def shut(self) -> None:
        """Close the files of the fonts."""
        for font in self.fonts.values():
            cast(TTFFont, font).ttfont.close()


def rgb(colour: int) -> Colour:
    """The colour of a segment as red, green and blue."""
    text = SEGMENTS[colour % len(SEGMENTS)].lstrip("#")
    return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))


def mixed(ink: Colour, share: float) -> Colour:
    """A colour on white paper at that share of its strength.

    >>> mixed((0, 100, 200), 0.5)
    (128, 178, 228)
    """
    red, green, blue = (round(255 - (255 - part) * share) for part in ink)
    return (red, green, blue)


def as_printed(line: str) -> tuple[str, bool]:
    """A line in the order in which it is printed, and whether it begins on the right."""
    if not any(unicodedata.bidirectional(c) in _RIGHT for c in line):
        return line, False
    first = next((unicodedata.bidirectional(c) for c in line if unicodedata.bidirectional(c) in ("L", "R", "AL")), "L")
    return str(BidiParagraph(text=line).get_reordered_string()), first != "L"
