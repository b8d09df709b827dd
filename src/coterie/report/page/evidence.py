"""What opens behind a tag? Every statistic of the study, once, as compact JSON for the page's own dialog."""

from typing import Any

from coterie.report.facts import groups
from coterie.report.words import metric_label
from coterie.terms import Evidence, Results, Statistic
from coterie.terms.numbers import number


class _Words:
    """Each text once; statistics hold its place."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def evidence_json(results: Results) -> dict[str, Any]:
    """The statistics as rows of ``fields``; the first ones are places in ``texts``."""
    words = _Words()
    names = {g.population: g.name for g in groups(results)}
    exact = {"param", "log_likelihood"}
    rows = {}
    for s in results.evidence:
        unit = "exact" if s.metric.partition(":")[0] in exact else s.unit
        rows[s.key] = [
            words(metric_label(s, results.table)),
            words(_who(s.population, names)),
            words(_who(s.baseline, names)),
            words(s.window),
            words(s.how),
            words(s.definition),
            words(s.role),
            words(s.unit),
            number(s.estimate, unit),
            _span(s, unit),
            number(s.n, "rows"),
            "" if s.q is None else _tiny(s.q),
            words(_from(s, results.evidence)),
        ]
    fields = [
        "what",
        "whom",
        "against",
        "window",
        "how",
        "definition",
        "role",
        "unit",
        "estimate",
        "interval",
        "n",
        "q",
        "from",
    ]
    return {"fields": fields, "texts": list(words.texts), "rows": rows}


def _span(s: Statistic, unit: str) -> str:
    if s.low is None or s.high is None:
        return ""
    level = f" ({number(s.level, 'share')})" if s.level else ""
    return f"{number(s.low, unit)} to {number(s.high, unit)}{level}"


def _tiny(q: float) -> str:
    return "under 0.0001" if q < 1e-4 else f"{q:.2g}"


def _who(population: str, names: dict[str, str]) -> str:
    if population in names:
        return names[population]
    kind, _, rest = population.partition(":")
    return rest.replace("_", " ") if kind == "method" else population.replace("rest", "everyone else")


def _from(s: Statistic, evidence: Evidence) -> str:
    return " ".join(k for k in s.parents if k in evidence)
