"""What exactly was run? The study's own manifest, in words."""

from collections.abc import Mapping
from typing import Any

from coterie.studio.shell.formats import number
from coterie.workflows import OpenStudy

PARAMETERS = {
    "as_of": "The day taken as today",
    "holdout": "Days to judge on",
    "method": "Way of grouping",
    "segments": "How many groups",
    "horizon_months": "Months ahead",
    "value": "Purchase model",
    "value_traits": "What else the forecast may know",
    "time_unit": "Unit of time",
    "margin": "Profit margin",
    "discount": "Yearly discount",
    "acquisition_cost": "Cost of winning a customer",
    "budget_seconds": "Seconds for every way of grouping",
    "dedupe": "Equal lines",
    "engine": "Where it was reckoned",
    "seed": "Seed",
}
SAID = {"auto": "left to the data", "none": "none", "last order": "the day of the last order", "lines": "dropped",
        "duckdb://": "on this machine (DuckDB)"}  # fmt: skip
UNSAID = {"dedupe": "kept, and told", "margin": "not given: revenue is valued", "acquisition_cost": "not given"}
WRITERS = {"person": "somebody", "guess": "the guess"}
STEPS = {
    "intake": "Reading and checking the files",
    "features": "Working out traits",
    "value": "Valuing customers",
    "segments": "Finding and judging groups",
    "cohorts": "Following months of first orders",
    "attitudes": "Reading surveys and reviews",
    "affinity": "Looking into baskets",
    "predict": "Predicting",
    "causal": "Estimating effects",
    "evidence": "Writing down the evidence",
    "personas": "Telling personas",
    "following": "Following what comes next",
    "report": "Drawing the report",
}


def told(study: OpenStudy) -> dict[str, Any]:
    """Inputs, columns, parameters, versions and timings of a study."""
    run = study.run
    seconds = dict(run.get("seconds") or {})
    total = seconds.pop("total", None)
    return {
        "headline": _headline(run, total),
        "inputs": [{**file, "kind": kind, "name": file["path"].rsplit("/", 1)[-1]}
                   for kind, files in sorted(run.get("inputs", {}).items()) for file in _files(files)],
        "columns": [row for kind, each in run.get("mapping", {}).get("sources", {}).items()
                    for row in _columns(kind, each)],
        "parameters": _parameters(run.get("parameters", {})),
        "settings": sorted((run.get("parameters", {}).get("settings") or {}).items()),
        "versions": sorted((run.get("versions") or {}).items()),
        "steps": [{"name": STEPS.get(name, name.replace("_", " ").capitalize()), "seconds": taken}
                  for name, taken in sorted(seconds.items(), key=lambda each: -each[1])],
        "longest": max(seconds.values(), default=1),
        "total": total,
        "memory": run.get("peak_memory_mb"),
        "dataset_id": run.get("dataset", ""),
        "skipped": sorted((study.metrics.get("skipped") or {}).items()),
        "accounts": [{"kind": kind, **account} for kind, account in sorted((study.metrics.get("rows") or {}).items())],
    }  # fmt: skip


def _headline(run: Mapping[str, Any], total: float | None) -> str:
    files = sum(len(_files(each)) for each in run.get("inputs", {}).values())
    start = f"{files} file{'' if files == 1 else 's'} analysed"
    took = f" in {number(total, 'whole') if total >= 10 else number(round(total, 1))} seconds" if total else ""
    return f"{start}{took}; the same files, seed and versions give the same study again"


def _files(given: Any) -> list[dict[str, Any]]:
    found = given if isinstance(given, list) else [given]
    return [each for each in found if isinstance(each, dict) and "path" in each]


def _columns(kind: str, source: Mapping[str, Any]) -> list[dict[str, Any]]:
    named = [
        {
            "kind": kind,
            "source": each["source"],
            "means": each["canonical"].replace("_", " "),
            "by": WRITERS.get(each.get("by", ""), each.get("by", "")),
        }
        for each in source.get("columns", ())
    ]
    return [*named, *({"kind": kind, "source": column, "means": "attribute", "by": ""}
                      for _, column in source.get("attributes", ()))]  # fmt: skip


def _parameters(applied: Mapping[str, Any]) -> list[tuple[str, str]]:
    rows = []
    for name, label in PARAMETERS.items():
        value = applied.get(name)
        if name not in applied:
            continue
        value = int(value) if isinstance(value, float) and value.is_integer() else value
        told = ", ".join(value) if isinstance(value, list) else str(value)
        said = UNSAID.get(name, "none") if value is None or told in ("", "none") else SAID.get(told, told)
        rows.append((label, number(value, "share") if name in ("margin", "discount") and value is not None else said))
    return rows
