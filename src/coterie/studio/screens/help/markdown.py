"""How does a page of help become HTML? A small part of Markdown; all else is shown as it is written."""

import re
from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

CODE = re.compile(r"`([^`]+)`")
STRONG = re.compile(r"\*\*([^*]+)\*\*")
EMPHASIS = re.compile(r"(?<!\w)\*([^*\s][^*]*)\*(?!\w)")
LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*|#[^)\s]*)\)")  # within the studio alone


def to_html(text: str) -> SafeString:
    r"""Headings, paragraphs, lists, tables, **strong**, *emphasis*, `code` and links within the studio.

    >>> to_html("## Why & how\n\nSee [people](/help/people/).")
    '<h2>Why &amp; how</h2>\n<p>See <a href="/help/people/">people</a>.</p>'
    """
    return mark_safe("\n".join(_block(lines) for lines in _blocks(text)))  # every word went through escape()


def plain(text: str) -> str:
    r"""The words alone, for searching and for the lines of a result.

    >>> plain("## A **strong** [word](/help/x/), *said* well")
    'A strong word, said well'
    """
    bare = LINK.sub(r"\1", EMPHASIS.sub(r"\1", STRONG.sub(r"\1", CODE.sub(r"\1", text))))
    return re.sub(r"^(#+|-|\d+\.)\s+", "", bare, flags=re.MULTILINE)


def _blocks(text: str) -> Iterator[list[str]]:
    for block in re.split(r"\n\s*\n", text.strip()):
        yield block.splitlines()


def _block(lines: list[str]) -> str:
    first = lines[0]
    if first.startswith("#"):
        level = min(4, len(first) - len(first.lstrip("#")))
        return f"<h{level}>{_inline(first.lstrip('# '))}</h{level}>"
    if first.startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(item)}</li>" for item in _items(lines, "- ")) + "</ul>"
    if re.match(r"\d+\. ", first):
        return "<ol>" + "".join(f"<li>{_inline(item)}</li>" for item in _items(lines, r"\d+\. ")) + "</ol>"
    if first.startswith("|"):
        return _table(lines)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _items(lines: list[str], mark: str) -> list[str]:
    items: list[str] = []
    for line in lines:
        if re.match(mark, line):
            items.append(re.sub(f"^{mark}", "", line))
        else:
            items[-1] += f" {line.strip()}"
    return items


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, *body = [row for row in rows if not all(set(cell) <= {"-", ":", " "} for cell in row)]
    heads = "".join(f'<th class="text" scope="col">{_inline(cell)}</th>' for cell in head)
    cells = "".join(
        "<tr>"
        + "".join(
            f'<td class="text" data-label="{escape(name)}">{_inline(cell)}</td>'
            for name, cell in zip(head, row, strict=False)
        )
        + "</tr>"
        for row in body
    )
    return f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>'


def _inline(text: str) -> str:
    safe = str(escape(text))
    safe = CODE.sub(r"<code>\1</code>", safe)
    safe = STRONG.sub(r"<strong>\1</strong>", safe)
    safe = EMPHASIS.sub(r"<em>\1</em>", safe)
    return LINK.sub(r'<a href="\2">\1</a>', safe)
