"""How are personas written as text? Markdown and one self-contained page, every line with its mark."""

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coterie.report.page.svg import picture
from coterie.report.sheets import LEGEND, MARKS, Sheet, Sheets, remark

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
FORM = "coterie persona cards, form 1"


def people_markdown(found: Sheets) -> str:
    """The sheets as Markdown; what a person typed stays text, whatever signs it holds."""
    out = [_markdown(sheet, found.names) for sheet in found.sheets] or ["There is no persona in this study.\n"]
    legend = " · ".join(f"{MARKS[kind]} {kind}: {meaning}" for kind, meaning in LEGEND)
    return "\n".join([*out, "---", "", f"{legend}.", "", f"From {marked(found.origin)}.", ""])


def people_html(found: Sheets) -> str:
    """The sheets as one page without a single outside request."""
    environment = Environment(
        loader=PackageLoader("coterie.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheets.html.j2").render(
        found=found,
        names=found.names,
        pictures={sheet.segment: Markup(picture(sheet.seed, sheet.colour, alone=True)) for sheet in found.sheets},
        marks=MARKS,
        legend=LEGEND,
        remark=remark,
    )


def people_plain(found: Sheets, cards: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The cards as they are, with where they come from, as JSON knows it; lines that people hid stay behind."""
    plain = [{name: told for name, told in card.items() if name != "hidden"} for card in cards]
    return {"form": FORM, "title": found.title, "as_of": found.as_of, "cards": plain}


def marked(text: str) -> str:
    r"""A text for Markdown in which nothing is a sign.

    >>> print(marked("<b>1 * 2</b>"))
    \<b\>1 \* 2\</b\>
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _markdown(sheet: Sheet, names: Mapping[str, str]) -> str:
    out = [f"# {marked(sheet.name)}", "", marked(str(sheet.headline["text"])), ""]
    out += [f"*{marked(each)}*\n" for each in (sheet.note, remark(sheet.headline)) if each]
    for heading, lines in sheet.parts:
        out += [f"## {heading}", "", *(_line(line, names) for line in lines), ""]
    if sheet.absent:
        out += [" ".join(marked(text) for text in sheet.absent), ""]
    return "\n".join(out)


def _line(line: Mapping[str, Any], names: Mapping[str, str]) -> str:
    text, small = marked(line["text"]), remark(line, names)
    told = f"~~{text}~~" if line["struck"] else text
    return f"- {MARKS[line['kind']]} {told}" + (f" *({marked(small)})*" if small else "")
