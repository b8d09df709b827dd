"""What is said when the work is done? A few lines for a terminal, and a small page part for a notebook."""

from html import escape
from pathlib import Path
from shlex import quote
from shutil import get_terminal_size
from textwrap import fill, wrap

from coterie.report.facts import Cell, Shown, groups
from coterie.report.figures import SEGMENTS
from coterie.terms import Results, Sentence, Statistic
from coterie.terms.numbers import NBSP, number

_USUAL, _LEAST, _MOST = 100, 48, 110  # columns: where no terminal says how wide it is, and the limits of a line
_ROOMY = 72  # columns from which headings have room
_TITLE = 15  # columns of "Not supported: "
_SHOWN = (("Act on", 3), ("Check first", 2), ("Not supported", 1))  # lines of each column of the verdict
_CELL = "padding:4px 12px;text-align:right;border-top:1px solid #8884;vertical-align:baseline"
_HEAD = "padding:4px 12px;text-align:right;font-weight:400"


def summary(results: Results, folder: Path | None = None, width: int | None = None) -> str:
    """The verdict in a few lines, and where the report lies. Nothing is cut off: long lines go on below.

    results   a study.
    folder    where its files were written, or None when they were not.
    width     columns of the terminal; None asks the terminal, and takes 100 where there is none.
    """
    if width is None:
        width = get_terminal_size((_USUAL, 24)).columns
    width = min(max(width, _LEAST), _MOST)
    lines = [fill(_headline(results), width), ""]
    lines += _table(results, width)
    if results.segmentation is not None and results.segmentation.k == 1:
        why = results.segmentation.reason.removeprefix("All customers are one group: ")
        lines.append(_hung("Why one:", why[:1].upper() + why[1:], width))
    columns = _verdict(results)
    for title, most in _SHOWN:
        texts = [s.text for s in columns.get(title, ())[:most]]
        for i, text in enumerate(texts):
            lines.append(_hung(f"{title}:" if i == 0 else "", text, width))
        rest = len(columns.get(title, ())) - len(texts)
        if rest:
            lines.append(_hung("", f"({rest} more in the report)", width))
    if results.value is None and "value" in results.skipped:
        lines.append(_hung("No value:", results.skipped["value"], width))
    if folder is not None:
        lines += ["", *_list_command(results, folder), f"Report: {Path(folder) / 'report.html'}"]
    return "\n".join(lines).replace(NBSP, " ")


def _list_command(results: Results, folder: Path) -> list[str]:
    """The command that lists whom the verdict says to write to first."""
    first = results.verdict.act[0] if results.verdict and results.verdict.act else None
    if first is None or not first.text.startswith("Write "):
        return []
    told = [results.evidence[key] for key in first.stats if key in results.evidence]
    who = next((s.population for s in told if s.population.startswith("segment:")), "")
    late = " --overdue" if any(s.metric == "overdue_customers" for s in told) else ""
    name = who.removeprefix("segment:")
    return [f"List:   coterie audience {quote(str(folder))} --segment {name}{late} -o list.csv"] if who else []


def notebook_html(results: Results) -> str:
    """The answer, a table of the segments and the verdict for a notebook: no script, nothing loaded, texts escaped."""
    shown = groups(results)
    columns: list[tuple[str, list[Shown]]] = [
        ("Customers", [g.customers for g in shown]),
        ("Share", [g.share for g in shown]),
        ("Revenue", [g.revenue for g in shown]),
        ("Later spend", [g.ratio for g in shown]),
        ("Stability", [g.stability for g in shown]),
    ]
    known = [(head, cells) for head, cells in columns if any(c is not None for c in cells)]
    heads = "".join(f'<th scope="col" style="{_HEAD}">{head}</th>' for head, _ in known)
    body = "".join(
        f'<tr><th scope="row" style="{_CELL};text-align:left;font-weight:600">'
        f'<span aria-hidden="true" style="color:{SEGMENTS[g.colour]}">●</span> {escape(g.name)}</th>'
        + "".join(f'<td style="{_CELL}">{escape(said(cells[g.index]))}</td>' for _, cells in known)
        + "</tr>"
        for g in shown
    )
    first = f'<th scope="col" style="{_HEAD};text-align:left">Segment</th>'
    table = f'<table style="border-collapse:collapse"><tr>{first}{heads}</tr>{body}</table>' if shown else ""
    return (
        f'<div><p style="font-size:18px;font-weight:650">{escape(_headline(results))}</p>{table}{_told(results)}</div>'
    )


def said(shown: Shown) -> str:
    """The text of a statistic, cell or text; an en dash for nothing."""
    if isinstance(shown, Statistic):
        return number(shown.estimate, shown.unit)
    return number(shown.value, shown.unit) if isinstance(shown, Cell) else shown or "–"


def _verdict(results: Results) -> dict[str, tuple[Sentence, ...]]:
    v = results.verdict
    return {"Act on": v.act, "Check first": v.check, "Not supported": v.unsupported} if v else {}


def _told(results: Results) -> str:
    """The columns of the verdict as short lists."""
    parts = [
        f'<p style="margin:10px 0 2px;font-weight:600">{title}</p><ul style="margin:0;padding-left:20px">'
        + "".join(f"<li>{escape(s.text)}</li>" for s in sentences)
        + "</ul>"
        for title, sentences in _verdict(results).items()
        if sentences
    ]
    return f'<div style="max-width:80ch;text-align:left">{"".join(parts)}</div>' if parts else ""


def _headline(results: Results) -> str:
    if results.verdict is not None:
        return results.verdict.headline.text
    customers = number(len(results.table), "customers")
    if results.segmentation is None:
        return f"{customers} customers; no groups could be formed"
    return f"{customers} customers in {results.segmentation.k} groups"


def _table(results: Results, width: int) -> list[str]:
    """The segments in columns; a name too long for its column goes on below."""
    shown = groups(results)
    if not shown:
        return []
    columns: list[tuple[str, list[Shown]]] = [("customers", [g.customers for g in shown])]
    heads = ("of revenue", "later spend") if width >= _ROOMY else ("revenue", "later")
    columns += [(heads[0], [g.revenue for g in shown])] if any(g.revenue for g in shown) else []
    columns += [(heads[1], [g.ratio for g in shown])] if any(g.ratio for g in shown) else []
    cells = [[head, *(said(c) for c in each)] for head, each in columns]
    wide = [max(map(len, each)) for each in cells]
    room = max(14, min(max(len(g.name) for g in shown), width - 2 - sum(w + 3 for w in wide)))
    lines = []
    for i, name in enumerate(["", *(g.name for g in shown)]):
        parts = wrap(name, room) or [""]
        row = "".join(f"   {each[i]:>{w}}" for each, w in zip(cells, wide, strict=True))
        lines += [f"  {parts[0]:<{room}}{row}", *(f"  {part}" for part in parts[1:])]
    if any(g.ratio for g in shown):
        note = f"{heads[1]}: against the average customer, in days the model had not seen"
        lines += wrap(note, width, initial_indent="  ", subsequent_indent="  ")
    return [*lines, ""]


def _hung(title: str, text: str, width: int) -> str:
    return fill(text, width, initial_indent=f"{title:<{_TITLE}}", subsequent_indent=" " * _TITLE)
