"""Which customers match what was chosen, in which order, and how is that said in one sentence?"""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from coterie.studio.projects.models import Project
from coterie.studio.screens.customers.forms import RISKS, SIZES, FilterForm
from coterie.studio.shell.formats import money, number, share
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy

# column, heading, unit
WIDE = {"confidence", "recency_days", "p_alive"}  # facts that a phone leaves to the customer's own page
COLUMNS = (
    ("confidence", "Fits the segment", "share"),
    ("orders", "Orders", "whole"),
    ("revenue", "Revenue", "currency"),
    ("recency_days", "Days since the last order", "whole"),
    ("p_alive", "Still a customer", "share"),
    ("clv", "Expected value", "currency"),
    ("spend_at_risk", "Spend at risk", "currency"),
)
LOW_FIRST = ("customer_id", "segment_name")  # these begin with A


def listed(project: Project, study: OpenStudy, asked: QueryDict) -> dict[str, Any]:
    """The form, the rows of the page, and the sentence above them."""
    form = FilterForm(project, study, asked)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if name != "sort" and value not in ("", None)}
    known = set(study.columns) - (set() if study.is_graded else {"confidence"})
    columns = [each for each in COLUMNS if each[0] in known]
    order, descending = _order(asked.get("sort", ""), study, columns)
    size = _whole(asked.get("size"), SIZES[0])
    said: dict[str, Any] = {
        "form": form,
        "chosen": chosen,
        "columns": _heads(columns, order, descending),
        "segments": {each["id"]: each for each in study.segments},
        "sizes": SIZES,
    }
    try:
        page = study.members(
            chosen.get("segment"),
            where=conditions(project, chosen),
            search=chosen.get("q", "").strip(),
            order=order,
            descending=descending,
            page=max(1, _whole(asked.get("page"), 1)),
            size=size if size in SIZES else SIZES[0],
        )
    except WrongWords as wrong:
        return {**said, "problems": wrong.problems, "headline": "These customers could not be chosen"}
    colours = {each["id"]: each["colour"] for each in study.segments}
    rows = [_row(row, columns, colours) for row in page.rows]
    return {**said, "page": page, "rows": rows, "headline": sentence(study, chosen, page.total, project)}


def conditions(project: Project, chosen: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was chosen as a tree of conditions; None where nothing but segment and search was."""
    parts: list[Any] = []
    for name, trait in (("stage", "lifecycle_stage"), ("risk", "risk_band")):
        if name in chosen:
            parts.append({"trait": trait, "is": "=", "value": chosen[name]})
    for name, sign in (("least", ">="), ("most", "<=")):
        if name in chosen:
            parts.append({"trait": "clv", "is": sign, "value": chosen[name]})
    if "saved" in chosen:
        kept = project.saved_segments.filter(pk=chosen["saved"]).first()
        if kept is not None and kept.conditions:
            parts.append(kept.conditions)
    return {"all": parts} if parts else None


def sentence(study: OpenStudy, chosen: Mapping[str, Any], total: int, project: Project) -> str:
    """ "326 customers at high risk", or all of them."""
    if not chosen:
        return f"{number(total, 'whole')} customers, one by one"
    tail = [f"of {study.segment_name(chosen['segment'])}"] if "segment" in chosen else []
    tail += [f"at the stage {chosen['stage']}"] if "stage" in chosen else []
    tail += [f"at {dict(RISKS)[chosen['risk']].lower()} risk"] if "risk" in chosen else []
    currency = study.summary.get("currency") or project.currency
    low, high = (money(chosen[name], currency) if name in chosen else "" for name in ("least", "most"))
    tail += (
        [f"worth {low} to {high}" if low and high else f"worth {low} or more" if low else f"worth at most {high}"]
        if (low or high)
        else []
    )
    if "saved" in chosen:
        kept = project.saved_segments.filter(pk=chosen["saved"]).first()
        tail += [f"in {kept.name}"] if kept else []
    tail += [f"with “{chosen['q']}” in the id"] if "q" in chosen else []
    noun = "customer" if total == 1 else "customers"
    return " ".join([f"{number(total, 'whole')} {noun}", *tail]) if total else " ".join(["No customers", *tail])


def _order(sort: str, study: OpenStudy, columns: list[tuple[str, str, str]]) -> tuple[str, bool]:
    name = sort.lstrip("-")
    if name in {"customer_id", *(column for column, _, _ in columns)} or (
        name == "segment_name" and name in study.columns
    ):
        return name, sort.startswith("-")
    return "clv", True  # the store falls back to the id where a study has no values


def _heads(columns: list[tuple[str, str, str]], order: str, descending: bool) -> list[dict[str, Any]]:
    """The heads of the table, each with the address that sorts by it; the one in use turns round."""
    heads = [("customer_id", "Customer", ""), ("segment_name", "Segment", ""), *columns]
    out = []
    for name, label, _ in heads:
        here = name == order
        down = not descending if here else name not in LOW_FIRST
        out.append(
            {
                "name": name,
                "label": label,
                "sort": f"-{name}" if down else name,
                "here": ("descending" if descending else "ascending") if here else "",
                "text": name in LOW_FIRST,
            }
        )
    return out


def _row(row: Mapping[str, Any], columns: list[tuple[str, str, str]], colours: Mapping[str, Any]) -> dict[str, Any]:
    cells = [{"label": label, "text": cell(row.get(name), unit), "wide": name in WIDE} for name, label, unit in columns]
    segment = row.get("segment") or ""
    return {
        "id": row["customer_id"],
        "segment": segment,
        "segment_name": row.get("segment_name"),
        "colour": colours.get(segment),
        "cells": cells,
    }


def cell(value: Any, unit: str) -> str:
    """A value of a customer as a page says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return share(value) if unit == "share" else money(value) if unit == "currency" else number(value, unit)
    return str(value) if value not in (None, "") else "–"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else otherwise
