"""Everything a study found: what the report shows, the files hold and the library hands out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coterie.terms.accounts import Dataset
from coterie.terms.calendar import Timeline
from coterie.terms.cohorts import Cohorts, ShopMonths, Tracking
from coterie.terms.customers import CustomerTable
from coterie.terms.people import Finding, Persona, Verdict
from coterie.terms.segments import Segmentation
from coterie.terms.statistics import Evidence
from coterie.terms.value import ValueResult


@dataclass(frozen=True)
class Results:
    """The answer of a study, before it is written.

    title        what the data are called: the name of the first source without its ending.
    parts that did not run are None, with the reason in ``skipped`` (part -> sentence).
    cohorts      retention and value by months since the first order, by month, by what came first, and by segment.
    tracking     repeat purchases by week beside what the model expects.
    months       how the shop went by calendar month.
    how          (step name, why, rows or None, SQL) of every SQL step that ran, for the report's "how".
    """

    title: str
    dataset: Dataset
    timeline: Timeline | None
    table: CustomerTable
    evidence: Evidence
    segmentation: Segmentation | None = None
    value: ValueResult | None = None
    findings: tuple[Finding, ...] = ()
    personas: tuple[Persona, ...] = ()
    verdict: Verdict | None = None
    skipped: Mapping[str, str] = field(default_factory=dict)
    how: tuple[tuple[str, str, int | None, str], ...] = ()
    seed: int = 0
    version: str = ""
    cohorts: tuple[Cohorts, ...] = ()
    tracking: Tracking | None = None
    months: ShopMonths | None = None
