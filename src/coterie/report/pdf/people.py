"""How is a persona printed? One sheet each: picture, name, headline, and every line with its mark."""

from collections.abc import Mapping
from typing import Any

from coterie.report.page.svg import arcs
from coterie.report.pdf.paper import INK, MARGIN, MUTED, Paper
from coterie.report.sheets import LEGEND, MARKS, Sheet, Sheets, remark

SIDE = 30.0
INDENT = 6.0


def people_pdf(found: Sheets) -> bytes:
    """The sheets as one PDF; the same sheets give the same bytes."""
    title = found.sheets[0].name if len(found.sheets) == 1 else f"{len(found.sheets)} personas"
    paper = Paper(title, found.origin)
    for sheet in found.sheets:
        paper.add_page()
        write_sheet(paper, sheet, found.names)
    if not found.sheets:
        paper.add_page()
        paper.lines("There is no persona in this study.", paper.epw, 6)
    paper.closing()
    return paper.data()


def write_sheet(paper: Paper, sheet: Sheet, names: Mapping[str, str]) -> None:
    """One persona from the cursor's page on."""
    _head(paper, sheet)
    for heading, lines in sheet.parts:
        paper.room(16)
        paper.size(11, INK, bold=True)
        paper.set_x(MARGIN)
        paper.lines(heading, paper.epw, 6.5)
        for line in lines:
            write_line(paper, line, names)
        paper.ln(1.5)
    if sheet.absent:
        paper.size(8, MUTED)
        paper.set_x(MARGIN)
        paper.lines(" ".join(sheet.absent), paper.epw, 4)
        paper.ln(1.5)
    _legend(paper)


def write_line(paper: Paper, line: Mapping[str, Any], names: Mapping[str, str]) -> None:
    """A line with its mark and, in small type behind it or below it, where it comes from."""
    width, small = paper.epw - INDENT, remark(line, names)
    paper.size(9.5, MUTED if line["struck"] else INK)
    paper.room(5 * len(paper.wrapped(paper.plainly(line["text"]), width)) + (4 if small else 0))
    top = paper.get_y()
    paper.set_xy(MARGIN, top)
    paper.cell(INDENT, 5, MARKS[line["kind"]])
    paper.set_xy(MARGIN + INDENT, top)
    rest = paper.lines(line["text"], width, 5, struck=bool(line["struck"]))
    if small:
        paper.size(7.5, MUTED)
        behind = paper.get_string_width(paper.plainly(small)) + 4
        if behind <= rest:
            paper.set_xy(MARGIN + INDENT + width - rest + 2, paper.get_y() - 5)
            paper.lines(small, rest, 5.3)
        else:
            paper.set_x(MARGIN + INDENT)
            paper.lines(small, width, 3.8)
    paper.ln(0.6)


def _head(paper: Paper, sheet: Sheet) -> None:
    top = paper.get_y()
    paper.picture(arcs(sheet.seed), sheet.colour, MARGIN, top, SIDE)
    left, width = MARGIN + SIDE + 7, paper.epw - SIDE - 7
    paper.set_xy(left, top + 2)
    paper.size(20, bold=True)
    paper.lines(sheet.name, width, 9)
    paper.set_x(left)
    paper.size(10.5, MUTED)
    paper.lines(str(sheet.headline["text"]), width, 5.5)
    for small in (sheet.note, remark(sheet.headline)):
        if small:
            paper.set_x(left)
            paper.size(7.5, MUTED)
            paper.lines(small, width, 3.8)
    paper.set_y(max(paper.get_y(), top + SIDE) + 5)


def _legend(paper: Paper) -> None:
    paper.room(8)
    paper.rule()
    paper.size(7.5, MUTED)
    paper.set_x(MARGIN)
    paper.lines("   ".join(f"{MARKS[kind]} {kind}: {meaning}" for kind, meaning in LEGEND), paper.epw, 4)
