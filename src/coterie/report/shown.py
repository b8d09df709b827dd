"""What does a reader see of one statistic? Its words, its number, its interval, as plain texts."""

from collections.abc import Mapping
from typing import Any

from coterie.report.words import HasTraits, metric_label
from coterie.terms import Statistic
from coterie.terms.numbers import number

ROLES = {
    "forming": "It made the groups: stated as their definition, never tested",
    "held": "Kept out when the groups were formed: may be a finding",
    "described": "Describes",
}


def shown_statistic(key: str, statistic: Statistic, traits: HasTraits, names: Mapping[str, str]) -> dict[str, Any]:
    """A statistic with its fields and, beside them, what a page says of it.

    key       as the study wrote it.
    traits    whatever knows the traits of the study.
    names     population -> name of the group: {"segment:s1": "Champions"}.
    Returns   all fields, and ``what``, ``whom``, ``against``, ``text`` (the number as it is read), ``interval``,
              ``meaning`` (of its role).
    """
    s = statistic
    unit = "exact" if s.metric.partition(":")[0] in ("param", "log_likelihood") else s.unit
    span = "" if s.low is None or s.high is None else f"{number(s.low, unit)} to {number(s.high, unit)}"
    return {
        "key": key,
        "metric": s.metric,
        "population": s.population,
        "baseline": s.baseline,
        "estimate": s.estimate,
        "low": s.low,
        "high": s.high,
        "level": s.level,
        "n": s.n,
        "unit": s.unit,
        "window": s.window,
        "policy": s.policy,
        "params": dict(s.params),
        "how": s.how,
        "p": s.p,
        "q": s.q,
        "family": s.family,
        "role": s.role,
        "definition": s.definition,
        "from": list(s.parents),
        "what": metric_label(s, traits),
        "whom": _who(s.population, names),
        "against": _who(s.baseline, names),
        "text": number(s.estimate, unit),
        "interval": span,
        "meaning": ROLES.get(s.role, s.role),
    }


def _who(population: str, names: Mapping[str, str]) -> str:
    if population in names:
        return names[population]
    kind, _, rest = population.partition(":")
    return rest.replace("_", " ") if kind == "method" else population.replace("rest", "everyone else")
