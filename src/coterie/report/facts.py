"""Which statistic belongs in which place? Look-ups in a study's evidence that figures, pages and files share."""

from collections.abc import Sequence
from dataclasses import dataclass

from coterie.report.words import method_label, trait_label
from coterie.terms import Finding, Persona, Results, Score, Segment, Statistic, Trait

SEARCHED = (  # methods whose number of groups is searched
    "kmeans", "mixture", "gmm", "mixture-diagonal", "kmeans-minibatch", "hierarchical", "fuzzy", "latent-class",
    "prototypes", "archetypes", "embedding",
)  # fmt: skip
ADDED = ("the groups", "an earlier study")  # sources of columns that follow from the groups
RECENCY = ("recency_days", "days_since_last_order")
ORDERS = ("orders", "order_count", "frequency", "purchase_days")
SPEND = ("revenue", "spend", "monetary", "net_revenue", "amount")


@dataclass(frozen=True)
class Cell:
    """A number of a stored table or noun (not a statistic): its value, where it stands, its unit."""

    value: float
    where: str  # "customers/orders", "scoreboard/kmeans-6/inner_top20"
    unit: str = ""


Shown = str | Statistic | Cell | None


@dataclass(frozen=True)
class Table:
    """The numbers of a chart as rows: texts, statistics and cells. Empty rows mean that there is nothing to draw."""

    head: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Group:
    """A segment with everything that is shown of it in more than one place."""

    segment: Segment
    index: int
    name: str
    persona: Persona | None
    population: str
    customers: Statistic | Cell
    share: Statistic | Cell
    revenue: Statistic | None
    ratio: Statistic | None
    stability: Statistic | Cell | None
    confidence: Statistic | None
    value: Statistic | None

    @property
    def colour(self) -> int:
        """Number of its colour, 0 to 11: by lineage, so that it stays with the segment."""
        digits = "".join(c for c in self.segment.id if c.isdigit())
        return ((int(digits) if digits else self.index + 1) - 1) % 12


def groups(results: Results) -> tuple[Group, ...]:
    """The segments of a study in order of value; empty without a segmentation."""
    if results.segmentation is None:
        return ()
    personas = {p.segment: p for p in results.personas}
    segments = results.segmentation.segments
    everyone = sum(s.size for s in segments) or 1
    return tuple(_group(results, s, i, personas.get(s.id), everyone) for i, s in enumerate(segments))


def _group(results: Results, segment: Segment, index: int, persona: Persona | None, everyone: int) -> Group:
    who = f"segment:{segment.id}"
    find = results.evidence.find
    stability = None
    if segment.stability is not None:
        stability = Cell(segment.stability, f"segments/{segment.id}/stability")
    return Group(
        segment=segment,
        index=index,
        name=persona.name if persona else segment.name,
        persona=persona,
        population=who,
        customers=find("customers", who) or Cell(segment.size, f"segments/{segment.id}/size", "customers"),
        share=either(results, "share_of_customers", who)
        or Cell(segment.size / everyone, f"segments/{segment.id}/share_of_customers", "share"),
        revenue=either(results, "share_of_revenue", who),
        ratio=either(results, "holdout_spend_ratio", who),
        stability=either(results, "stability", who) or stability,
        confidence=either(results, "confidence", who),
        value=either(results, "clv_total", who),
    )


def worth_label(results: Results) -> str:
    """What an expected value is: "Expected revenue", or "Expected profit" where the study has a margin."""
    return f"Expected {results.value.money}" if results.value else "Expected value"


def either(results: Results, metric: str, population: str) -> Statistic | None:
    """The statistic of that metric and population, beside whomever it is compared with: nobody, everyone, the rest."""
    each = (results.evidence.find(metric, population, baseline) for baseline in ("", "everyone", "rest"))
    return next((found for found in each if found is not None), None)


def known(results: Results, key: str) -> Statistic | None:
    """The statistic of that key, or None."""
    return results.evidence[key] if key in results.evidence else None  # noqa: SIM401 - Evidence is no dict


def trait_fact(results: Results, population: str, traits: Sequence[str]) -> Statistic | None:
    """The median, else the mean, of the first of those traits that the evidence knows for a population."""
    for trait in traits:
        for kind in ("median", "mean"):
            found = results.evidence.find(f"{kind}:{trait}", population)
            if found is not None:
                return found
    return None


def told_traits(results: Results) -> tuple[Trait, ...]:
    """The traits that describe customers: all but what the study itself added once the groups were found."""
    return tuple(t for t in results.table.traits if t.source not in ADDED)


def trait_name(results: Results, traits: Sequence[str]) -> str | None:
    """The first of those traits that the customer table has."""
    return next((t for t in traits if t in results.table.columns), None)


def finding_label(results: Results, finding: Finding) -> str:
    """The trait of a finding, with its level; a flag says its level by itself."""
    trait = next((t for t in results.table.traits if t.name == finding.trait), None)
    label = trait_label(finding.trait, results.table)
    plain = not finding.level or (trait is not None and trait.kind == "flag")
    return label if plain else f"{label}: {finding.level}"


def told_by_another(results: Results, finding: Finding, *, anywhere: bool = False) -> bool:
    """Whether the finding is in a band of a number that is itself a finding (there or anywhere): both say the same."""
    trait = next((t for t in results.table.traits if t.name == finding.trait), None)
    near = (f for f in results.findings if anywhere or f.segment == finding.segment)
    others = {f.trait for f in near if f.trait != finding.trait}
    return trait is not None and bool(others & set(trait.derived))


def score_fact(results: Results, score: Score, metric: str) -> Statistic | Cell | None:
    """A number of a scoreboard row: its statistic where there is one, else the cell of the scoreboard."""
    row = f"{score.method}-{score.k}"
    found = results.evidence.find(metric, f"method:{row}")
    if found is not None:
        return found
    value = getattr(score, {"stability": "stability", "inner_top20": "inner_top20"}.get(metric, metric))
    if value is None:
        return None
    unit = "" if metric == "stability" else "share"
    return Cell(value if isinstance(value, float) else value.value, f"scoreboard/{row}/{metric}", unit)


def score_label(score: Score) -> str:
    """What a row of the scoreboard is called: its method, and its number of groups where one was searched."""
    name = method_label(score.method)
    return f"{name}, {score.k} groups" if score.method in SEARCHED else name


def value_of(shown: Shown) -> float:
    """The plain number of a statistic or cell; NaN for nothing."""
    if isinstance(shown, Statistic):
        return float(shown.estimate)
    return float(shown.value) if isinstance(shown, Cell) else float("nan")


def money_unit(results: Results) -> str:
    """The currency's name after a comma, or nothing: for headings, so that units are said once."""
    return f", {results.dataset.currency}" if results.dataset.currency else ""
