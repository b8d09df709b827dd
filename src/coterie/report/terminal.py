"""What is said when the work is done? A few lines for a terminal, and a small table for a notebook."""

from html import escape
from pathlib import Path
from textwrap import shorten

from coterie.report.facts import Cell, Group, Shown, groups
from coterie.report.figures import SEGMENTS
from coterie.report.words import NBSP, number
from coterie.terms import Results, Statistic

_NAME, _LINE = 34, 110


def summary(results: Results, folder: Path | None = None) -> str:
    """The verdict in a few lines, and where the report lies.

    results   a study.
    folder    where its files were written, or None when they were not.
    """
    lines = [_headline(results), ""]
    lines += [_segment(g) for g in groups(results)]
    if results.verdict is not None:
        for title, sentences in (
            ("Act on", results.verdict.act),
            ("Check first", results.verdict.check),
            ("Not supported", results.verdict.unsupported),
        ):
            if sentences:
                lines.append(f"{title + ':':15}{shorten(sentences[0].text, _LINE, placeholder=' …')}")
    if results.value is None and "value" in results.skipped:
        lines.append(f"{'No value:':15}{shorten(results.skipped['value'], _LINE, placeholder=' …')}")
    if folder is not None:
        lines += ["", f"Report: {Path(folder) / 'report.html'}"]
    return "\n".join(lines).replace(NBSP, " ")


def notebook_html(results: Results) -> str:
    """A heading and a table of the segments for a notebook: no script, nothing loaded, every text escaped."""
    shown = groups(results)
    cell = "padding:4px 12px;text-align:right;border-top:1px solid #8884"
    head = ("Segment", "Customers", "Share", "Revenue", "Later spend", "Stability")
    body = []
    for g in shown:
        dot = f'<span style="color:{SEGMENTS[g.colour]}">●</span> {escape(g.name)}'
        facts = (g.customers, g.share, g.revenue, g.ratio, g.stability)
        body.append(
            f'<tr><th style="{cell};text-align:left;font-weight:600">{dot}</th>'
            + "".join(f'<td style="{cell}">{escape(said(f))}</td>' for f in facts)
            + "</tr>"
        )
    heads = "".join(
        f'<th style="padding:4px 12px;text-align:{"right" if i else "left"};font-weight:400">{h}</th>'
        for i, h in enumerate(head)
    )
    table = f'<table style="border-collapse:collapse"><tr>{heads}</tr>{"".join(body)}</table>' if shown else ""
    return f'<div><p style="font-size:18px;font-weight:650">{escape(_headline(results))}</p>{table}</div>'


def said(shown: Shown) -> str:
    """The text of a statistic, cell or text; an en dash for nothing."""
    if isinstance(shown, Statistic):
        return number(shown.estimate, shown.unit)
    return number(shown.value, shown.unit) if isinstance(shown, Cell) else shown or "–"


def _headline(results: Results) -> str:
    if results.verdict is not None:
        return results.verdict.headline.text
    customers = number(len(results.table), "customers")
    if results.segmentation is None:
        return f"{customers} customers; no groups could be formed"
    return f"{customers} customers in {results.segmentation.k} groups"


def _segment(group: Group) -> str:
    name = shorten(group.name, _NAME, placeholder="…")
    parts = [f"{said(group.customers):>9} customers"]
    if group.revenue is not None:
        parts.append(f"{said(group.revenue):>5} of revenue")
    if group.ratio is not None:
        parts.append(f"{said(group.ratio):>6} the average later")
    return f"  {name:<{_NAME}} " + "  ".join(parts)
