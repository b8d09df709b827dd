"""What does the first page of a study say? Figures with their intervals, the verdict, and a row for each segment."""

from collections.abc import Mapping
from typing import Any

from coterie.studio.shell.formats import interval, money, number
from coterie.workflows import OpenStudy

VERDICT = (
    ("act", "act", "Act on", "Nothing yet: no claim passed its test."),
    ("check", "check", "Check first", "Nothing stands out."),
    ("no", "unsupported", "Not supported", "Nothing was left out."),
)
AVERAGE = 1.0  # later spend against the average customer


def answer(study: OpenStudy, given: Mapping[str, str]) -> dict[str, Any]:
    """The words of the overview.

    given    names that people gave to personas, by segment.
    """
    verdict = study.verdict or {}
    return {
        "summary": study.summary,
        "judged": judged(study),
        "reason": study.grouping.get("reason", ""),
        "kpis": kpis(study),
        "verdict": [
            {"name": name, "title": title, "nothing": nothing, "lines": _lines(verdict.get(part, ()))}
            for name, part, title, nothing in VERDICT
        ]
        if verdict
        else [],
        **table(study, given),
    }


def _lines(sentences: Any) -> list[dict[str, Any]]:
    return [{**each, "keys": " ".join(each["stats"])} for each in sentences]


def judged(study: OpenStudy) -> str:
    """On how many days the groups were judged, and beside how many other ways they were chosen."""
    holdout = study.metrics.get("value", {}).get("holdout") or {}
    days = holdout.get("days")
    held = [each for each in study.statistics("everyone", "days") if each["definition"] == "days kept apart"]
    days = days or (held[0]["estimate"] if held else None)
    parts = [f"judged on the last {number(days, 'whole')} days"] if days else []
    board = study.figure("scoreboard")
    labels = [row[0]["text"] for row in board["table"]["rows"] if row[-1]["text"] == "chosen"] if board else []
    rivals = sum(each["candidate"] and not each["chosen"] for each in _board(study))
    if labels and rivals:
        parts.append(f"{labels[0]} chosen over {rivals} other{'s' if rivals > 1 else ''}")
    return " · ".join(parts)


def kpis(study: OpenStudy) -> list[dict[str, Any]]:
    """The figures at the top, each with what is to be known beside it."""
    known = {each["metric"]: each for each in study.statistics("everyone")}
    currency = study.summary.get("currency") or ""
    out = [_kpi("Customers", known.get("customers"))]
    lines, returns = known.get("lines"), known.get("returns_value")
    out.append(_kpi("Orders", known.get("orders"), f"in {number(lines['estimate'], 'whole')} lines" if lines else ""))
    took = f"after returns of {money(abs(returns['estimate']))}" if returns and returns["estimate"] else "no returns"
    out.append(_kpi("Revenue", known.get("revenue"), took, currency))
    out.append(_kpi("Bought again", known.get("repeat_share"), _level(known.get("repeat_share"))))
    months = known.get("horizon_months")
    ahead = f", {number(months['estimate'], 'whole')} months" if months else ""
    out.append(_kpi(f"Expected value{ahead}", known.get("total_clv"), _level(known.get("total_clv")), currency))
    if "orders" not in known:
        own = {each["metric"]: each for each in study.statistics("segmentation")}
        out.append(_kpi("Groups came back", own.get("mean_jaccard"), "of a group, when other customers are drawn"))
        out.append(_kpi("Told by plain filters", own.get("rule_fidelity"), "of customers placed as the model does"))
    return [each for each in out if each]


def _kpi(label: str, found: Mapping[str, Any] | None, note: str = "", currency: str = "") -> dict[str, Any] | None:
    if found is None:
        return None
    value = money(found["estimate"], currency) if found["unit"] == "currency" else found["text"]
    return {"label": label, "value": value, "raw": found["estimate"], "key": found["key"], "note": note}


def _level(found: Mapping[str, Any] | None) -> str:
    if not found or not found["interval"]:
        return ""
    return f"{found['interval']}, {number(found['level'], 'share')} sure"


def table(study: OpenStudy, given: Mapping[str, str]) -> dict[str, Any]:
    """One row a segment, the columns that the study knows, and the common scale of later spend."""
    segments = study.segments
    later = [each["holdout_spend_ratio"] for each in segments if _known(each, "holdout_spend_ratio")]
    ends = [AVERAGE, *(cell[end] for cell in later for end in ("low", "estimate", "high") if cell.get(end) is not None)]
    shares = [each["share_of_customers"]["estimate"] for each in segments]
    revenue = [each["share_of_revenue"]["estimate"] for each in segments if _known(each, "share_of_revenue")]
    stability = {
        each["population"]: each
        for each in study.statistics(metric="stability")
        if each["population"].startswith("segment:")
    }
    rows = [
        {**each, "steady": stability.get(f"segment:{each['id']}"), "given": given.get(each["id"], "")}
        for each in segments
    ]
    return {
        "rows_of": rows,
        "has": {"revenue": bool(revenue), "later": bool(later), "worth": any(_known(e, "clv_total") for e in segments)},
        "most": {"share": max(shares, default=1), "revenue": max(revenue, default=1)},
        "scale": {"least": min(ends), "most": max(ends), "base": AVERAGE},
    }


def reasons(study: OpenStudy) -> dict[str, Any]:
    """Why these groups: the reason in words, and how good they are by other measures."""
    own = {each["metric"]: each for each in study.statistics("segmentation")}
    wanted = (
        ("mean_jaccard", "Came back when redrawn", "of a group on average"),
        ("min_jaccard", "Least stable group", "of it came back when redrawn"),
        ("agreement", "Same group as before the last days", "of the customers known by then"),
        ("rule_fidelity", "Told by plain filters", "of customers placed as the model does"),
    )
    cards = [_kpi(label, own.get(metric), note) for metric, label, note in wanted]
    chosen = next((each for each in _board(study) if each["chosen"]), None)
    return {
        "headline": _best(chosen),
        "reason": study.grouping.get("reason", ""),
        "unjudged": study.grouping.get("unjudged", ""),
        "kpis": [each for each in cards if each],
        "summary": study.summary,
        "tried": len(_board(study)),
    }


def _best(chosen: Mapping[str, Any] | None) -> str:
    if not chosen or chosen.get("top20_share") is None:
        return "Why these groups?"
    share = number(chosen["top20_share"], "share")
    span = interval(chosen.get("top20_share_low"), chosen.get("top20_share_high"), "share")
    tail = f" ({span})" if span else ""
    return f"The fifth of customers that these groups rank highest brought {share} of later spend{tail}"


def _board(study: OpenStudy) -> list[dict[str, Any]]:
    return list((study.metrics.get("segments") or {}).get("scoreboard") or [])


def _known(segment: Mapping[str, Any], name: str) -> bool:
    return isinstance(segment.get(name), Mapping) and segment[name].get("estimate") is not None
