"""How is a study printed in short? What may be acted on, the groups, and a sheet for each persona."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coterie.report.pdf.paper import INK, LINE, MARGIN, MUTED, Paper
from coterie.report.pdf.people import write_line, write_sheet
from coterie.report.sheets import Sheets
from coterie.terms.numbers import day, number

_COLUMNS = (("act", "Act on"), ("check", "Check first"), ("unsupported", "Not supported"))
_WIDTHS = (52.0, 22.0, 36.0, 36.0, 28.0)
_EMPTY = "Nothing here."


def study_pdf(
    summary: Mapping[str, Any],
    verdict: Mapping[str, Any] | None,
    segments: Sequence[Mapping[str, Any]],
    found: Sheets,
) -> bytes:
    """The short report: headline, totals, verdict, the table of groups, personas.

    summary     of the study, as ``study_summary`` gives it.
    verdict     of ``personas.json``; None where there is none.
    segments    of the study, each with its colour.
    found       the sheets of its personas.
    """
    paper = Paper(str(summary["headline"]), found.origin)
    paper.add_page()
    paper.size(20, bold=True)
    paper.lines(str(summary["headline"]), paper.epw, 9.5)
    paper.ln(1)
    paper.size(9.5, MUTED)
    paper.lines(_subtitle(summary, found), paper.epw, 5)
    paper.ln(3)
    _totals(paper, summary)
    if verdict is not None:
        _verdict(paper, verdict)
    if segments:
        _groups(paper, segments)
    for sheet in found.sheets:
        paper.add_page()
        write_sheet(paper, sheet, found.names)
    paper.closing()
    return paper.data()


def _subtitle(summary: Mapping[str, Any], found: Sheets) -> str:
    till = (
        f", orders to {day(date.fromisoformat(summary['as_of']))}"
        if summary["as_of"]
        else ", customer attributes, no orders"
    )
    return f"{found.title}{till}"


def _totals(paper: Paper, summary: Mapping[str, Any]) -> None:
    money = f", {summary['currency']}" if summary["currency"] else ""
    cells = (
        ("Customers", summary["customers"], "customers"),
        ("Orders", summary["orders"], "orders"),
        (f"Revenue{money}", summary["revenue"], "currency"),
        (f"Expected value{money}", summary["total_clv"], "currency"),
    )
    told = [(label, number(float(value), unit)) for label, value, unit in cells if value is not None]
    wide, top = paper.epw / max(len(told), 1), paper.get_y()
    for i, (label, text) in enumerate(told):
        paper.set_xy(MARGIN + i * wide, top)
        paper.size(8, MUTED)
        paper.cell(wide, 4.5, paper.printable(label))
        paper.set_xy(MARGIN + i * wide, top + 4.5)
        paper.size(15, INK, bold=True)
        paper.cell(wide, 8, text)
    paper.set_y(top + 15)
    paper.rule()
    paper.ln(2)


def _verdict(paper: Paper, verdict: Mapping[str, Any]) -> None:
    for name, heading in _COLUMNS:
        paper.room(16)
        paper.size(11, bold=True)
        paper.set_x(MARGIN)
        paper.lines(heading, paper.epw, 6.5)
        for sentence in verdict[name]:
            write_line(paper, {**_PLAIN, **sentence}, {})
        if not verdict[name]:
            paper.size(9.5, MUTED)
            paper.set_x(MARGIN)
            paper.lines(_EMPTY, paper.epw, 5)
        paper.ln(1.5)


_PLAIN = {"by": "", "on": "", "was": "", "changed": False, "struck": "", "of": ""}


def _groups(paper: Paper, segments: Sequence[Mapping[str, Any]]) -> None:
    paper.room(24 + 8 * len(segments))
    paper.rule()
    paper.size(11, bold=True)
    paper.set_x(MARGIN)
    paper.lines("The groups", paper.epw, 7)
    heads = ("Group", "Customers", "Share of customers", "Share of revenue", "Value of one")
    _row(paper, heads, MUTED, 8)
    for each in segments:
        cells = (
            str(each["name"]),
            number(float(each["size"]), "customers"),
            _figure(each, "share_of_customers", "share"),
            _figure(each, "share_of_revenue", "share"),
            _figure(each, "clv_mean", "currency"),
        )
        top = paper.get_y()
        _row(paper, cells, INK, 9)
        for place, name in ((2, "share_of_customers"), (3, "share_of_revenue")):
            if name in each:
                left = MARGIN + sum(_WIDTHS[:place]) + 14
                paper.bar(left, top + 2.2, _WIDTHS[place] - 18, float(each[name]["estimate"]), int(each["colour"]))


def _row(paper: Paper, cells: Sequence[str], colour: tuple[int, int, int], points: float) -> None:
    top = paper.get_y()
    for i, text in enumerate(cells):
        paper.set_xy(MARGIN + sum(_WIDTHS[:i]), top)
        paper.size(points, colour, bold=i == 0 and colour == INK)
        paper.cell(_WIDTHS[i], 6.6, _fitting(paper, text, _WIDTHS[i] - 2))
    paper.set_y(top + 6.6)
    paper.set_draw_color(*LINE)
    paper.set_line_width(0.2)
    paper.line(MARGIN, top + 6.6, MARGIN + paper.epw, top + 6.6)


def _fitting(paper: Paper, text: str, width: float) -> str:
    """The text, shortened where it is wider than its cell."""
    shown = paper.printable(text)
    if paper.get_string_width(shown) <= width:
        return shown
    while shown and paper.get_string_width(f"{shown}…") > width:
        shown = shown[:-1]
    return f"{shown.rstrip()}…"


def _figure(segment: Mapping[str, Any], name: str, unit: str) -> str:
    return number(float(segment[name]["estimate"]), unit) if name in segment else "–"
