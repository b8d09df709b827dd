"""What may a template say? Numbers, bars, intervals and dots; every template has these without loading them."""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.urls import Resolver404, resolve
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from coterie.studio.projects.once import FIELD, new_key
from coterie.studio.projects.roles import Action
from coterie.studio.shell import formats

register = template.Library()
for _each in (formats.share, formats.money, formats.number, formats.day, formats.size, formats.in_words):
    register.filter(_each.__name__, _each)
register.simple_tag(formats.interval, name="interval")

DOTS = {"measured": "measured", "derived": "derived", "assumed": "assumed", "absent": "absent"}
COLOURS = 12
TABS = (  # of a study: name, address below it, words
    ("overview", "", "Overview"),
    ("explore", "map/", "Map"),
    ("scoreboard", "scoreboard/", "Methods"),
    ("compare", "compare/", "What changed"),
    ("builder", "builder/", "Build a segment"),
    ("record", "record/", "What was run"),
)
# The pages about the project itself, in order: name, where, who may.
SETTINGS_PAGES = (
    ("People", "people", Action.ADMIN),
    ("Project", "project", Action.ADMIN),
    ("Privacy", "privacy", Action.PRIVACY),
    ("Activity", "activity", Action.AUDIT),
    ("API keys", "keys", Action.ADMIN),
    ("Webhooks", "webhooks", Action.ADMIN),
    ("Connections", "connections", Action.ADMIN),
)


@register.simple_tag
def once() -> SafeString:
    """The key of a form: what it asks for is done once, also where it is sent again because no answer came."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@register.simple_tag
def segment_dot(colour: object) -> SafeString:
    """The dot of a segment, in the colour that it has on every page."""
    return format_html('<span class="swatch c{}" aria-hidden="true"></span>', _colour(colour))


@register.simple_tag
def bar(
    value: float | None, most: float | None = 1.0, colour: object = "", soft: bool = False, wide: bool = False
) -> SafeString:
    """A bar as long as its share of the longest: 90 pixels at most, or `wide`, of the room that the place gives it."""
    top = most or 0
    known = value is not None and math.isfinite(value) and top > 0
    long = round(min(90.0, max(1.5, 90 * value / top)), 1) if known and value else 0
    return format_html(
        '<svg class="bar {}{}{}" viewBox="0 0 {w} 9" width="{w}" height="9" preserveAspectRatio="none" '
        'aria-hidden="true" focusable="false"><rect width="{l}" height="9" rx="1.5"/></svg>',
        "" if colour == "" else f"c{_colour(colour)}",
        " soft" if soft else "",
        " wide" if wide else "",
        w=90 if wide else long,
        l=long,
    )


@register.simple_tag
def dotline(
    estimate: float | None,
    low: float | None,
    high: float | None,
    least: float,
    most: float,
    base: float | None = None,
    colour: object = 0,
) -> SafeString:
    """Dot and line for an estimate and its interval on a scale from least to most; dashed: the base."""
    if estimate is None or not math.isfinite(estimate):
        return mark_safe("")
    ends = [estimate if end is None else end for end in (low, high)]
    at = [_place(value, least, most) for value in (estimate, *ends)]
    line = "" if base is None else _base(_place(base, least, most))
    return format_html(
        '<svg class="interval c{c}" viewBox="0 0 150 22" width="150" height="22" aria-hidden="true" focusable="false">'
        '{b}<line class="span" x1="{l}" y1="11" x2="{r}" y2="11"/><circle cx="{x}" cy="11" r="4.5"/></svg>',
        c=_colour(colour),
        b=line,
        x=at[0],
        l=at[1],
        r=at[2],
    )


@register.filter
def naming(words: str, segments: Iterable[Mapping[str, Any]]) -> SafeString:
    """A sentence with the names of segments in bold, so that it is seen at once whom it is about."""
    names = sorted({str(each["name"]) for each in segments if each["name"]}, key=len, reverse=True)
    if not names:
        return conditional_escape(words)
    parts = re.split(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)", words)
    return format_html_join(
        "", "{}", ((format_html("<strong>{}</strong>", part) if at % 2 else part,) for at, part in enumerate(parts))
    )


@register.simple_tag
def evidence_dot(kind: str) -> SafeString:
    """The sign of a sentence: measured, derived or assumed, with the word for who cannot see it."""
    kind = DOTS.get(kind, "absent")
    return format_html('<span class="dot {}"></span><span class="aside">{}</span>', kind, kind)


@register.simple_tag
def progress_bar(done: float | None, total: float | None) -> SafeString:
    """A bar that fills; without a total it says only that something goes on."""
    if not total:
        return mark_safe(
            '<svg class="progress going" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
            '<rect class="all" width="100" height="6"/><rect class="done" width="30" height="6"/></svg>'
        )
    part = round(100 * min(1.0, (done or 0) / total), 1)
    step = round(min(100 / total, 100 - part), 1)
    return format_html(
        '<svg class="progress" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{p} % done">'
        '<rect class="all" width="100" height="6"/><rect class="done" width="{w}" height="6"/>'
        '<rect class="now" x="{w}" width="{s}" height="6"/></svg>',
        p=round(part),
        w=part,
        s=step,
    )


@register.simple_tag(takes_context=True)
def settings_tabs(context: Mapping[str, Any]) -> list[dict[str, object]]:
    """The pages about the project that this member may open, and which one is open now."""
    root, path = f"/p/{context['project'].slug}/settings/", context["request"].path
    return [
        {"name": name, "url": f"{root}{place}/", "here": path.startswith(f"{root}{place}/")}
        for name, place, action in SETTINGS_PAGES
        if context["member"].may(action) and _leads_somewhere(f"{root}{place}/")
    ]


@register.filter
def as_json(value: object) -> SafeString:
    """A value as the content of a script of data: nothing in it can end the script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@register.filter
def at(store: Any, key: object) -> Any:
    """The value of a key that the template has in a variable."""
    return store.get(key) if isinstance(store, Mapping) else None


@register.filter
def listing(words: Iterable[object]) -> str:
    """Words joined as in a sentence.

    >>> listing(["Analyst", "Admin"])
    'Analyst and Admin'
    """
    items = [str(word) for word in words]
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)


@register.inclusion_tag("shell/_tabs.html", takes_context=True)
def study_tabs(context: Mapping[str, Any], here: str = "") -> dict[str, Any]:
    """The pages of a study, the one that is open marked."""
    return {"tabs": TABS, "here": here, "project": context["project"], "study": context["study"]}


@register.filter
def sorted_by(name: str, current: str) -> str:
    """What a click on a heading sorts by: the largest first, then the smallest.

    >>> sorted_by("clv", ""), sorted_by("clv", "-clv"), sorted_by("clv", "orders")
    ('-clv', 'clv', '-clv')
    """
    return name if current == f"-{name}" else f"-{name}"


@register.filter
def nth(items: Sequence[Any], index: int) -> Any:
    """The item at a place, counted from 0; "" past the end.

    >>> nth(["Segment", "Share"], 1)
    'Share'
    """
    return items[index] if index < len(items) else ""


@register.simple_tag(takes_context=True)
def keep(context: Mapping[str, Any], **changes: object) -> str:
    """The address's own words after the question mark, with some changed (empty takes one away): links keep filters."""
    words = context["request"].GET.copy()
    for name, value in changes.items():
        words.pop(name, None)
        if value not in ("", None):
            words[name] = str(value)
    return f"?{words.urlencode()}" if words else "?"


def _leads_somewhere(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def _colour(colour: object) -> int:
    try:
        return int(str(colour)) % COLOURS
    except ValueError:
        return 5


def _place(value: float, least: float, most: float) -> float:
    inside = min(max(value, least), most)
    return round(6 + 138 * (inside - least) / ((most - least) or 1.0), 1)


def _base(x: float) -> SafeString:
    return format_html('<line class="base" x1="{x}" y1="1" x2="{x}" y2="21"/>', x=x)
