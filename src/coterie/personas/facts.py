"""Where does a sentence take its numbers from? Look-ups of one segment in a study's evidence."""

from dataclasses import dataclass
from datetime import date

from coterie.personas import wording
from coterie.terms import Finding, Results, Segment, Statistic, Trait

FAR_OFF = "COT-522"  # the check of customers' values that can hardly be right


@dataclass(frozen=True)
class Comparison:
    """A finding as two texts, with the statistics it rests on: here, everyone else, effect."""

    here: str
    other: str
    trait: Trait
    stats: tuple[Statistic, ...]


@dataclass(frozen=True)
class Facts:
    """What is known of one segment: nothing here but look-ups, and the names that sentences use."""

    results: Results
    segment: Segment

    @property
    def here(self) -> str:
        """The segment's population in the evidence."""
        return f"segment:{self.segment.id}"

    @property
    def currency(self) -> str:
        """The currency of the money, "" where the source names none."""
        return self.results.dataset.currency

    def own(self, metric: str) -> Statistic | None:
        """A statistic of the segment, compared with nobody."""
        return self._sound(self.results.evidence.find(metric, self.here))

    def everyone(self, metric: str) -> Statistic | None:
        """The same statistic of all customers."""
        return self._sound(self.results.evidence.find(metric, "everyone"))

    def ratio(self, metric: str) -> Statistic | None:
        """A statistic of the segment against the average customer."""
        return self._sound(self.results.evidence.find(metric, self.here, baseline="everyone"))

    def effect(self, trait: str, level: str = "") -> Statistic | None:
        """The standardised difference of the segment from everyone else."""
        metric = f"effect:{trait}={level}" if level else f"effect:{trait}"
        return self._sound(self.results.evidence.find(metric, self.here, baseline="rest"))

    def trait(self, name: str) -> Trait | None:
        """The trait of that name, None where the customer table has none."""
        return next((t for t in self.results.table.traits if t.name == name), None)

    def is_pulled(self, trait: Trait) -> bool:
        """Whether values of the trait lie so far off that the checks of the data name them: they pull its mean."""
        checks = self.results.dataset.quality.checks
        return any(each.code == FAR_OFF and f"{each.kind}.{each.column}" == trait.source for each in checks)

    def findings(self, *groups: str) -> list[tuple[Finding, Trait, Statistic]]:
        """The segment's findings in traits of those groups, strongest first, one for each trait.

        Of several levels of one trait the one that is more frequent here comes first: it says what they have. Of a
        number and its bands only the stronger is told.
        """
        evidence = self.results.evidence
        found = []
        for finding in self.results.findings:
            trait = self.trait(finding.trait)
            if finding.segment == self.segment.id and trait and trait.group in groups and finding.effect in evidence:
                found.append((finding, trait, evidence[finding.effect]))
        found.sort(
            key=lambda each: (bool(each[0].level) and each[2].estimate < 0, -abs(each[2].estimate), each[0].trait)
        )
        first: dict[str, tuple[Finding, Trait, Statistic]] = {}
        for each in found:
            first.setdefault(each[1].name, each)
        ranked = sorted(first.values(), key=lambda e: (-round(abs(e[2].estimate), 2), _is_year(e[1]), e[1].name))
        return [each for i, each in enumerate(ranked) if not any(_kin(each[1], e[1]) for e in ranked[:i])]

    def finding(self, name: str) -> tuple[Finding, Trait, Statistic] | None:
        """The finding in one trait, if there is one."""
        trait = self.trait(name)
        if trait is None:
            return None
        return next((each for each in self.findings(trait.group) if each[1].name == name), None)

    def compare(self, found: tuple[Finding, Trait, Statistic]) -> Comparison:
        """Both sides of a finding, told with digits that keep them apart."""
        finding, trait, effect = found
        own, rest = self.results.evidence[finding.here], self.results.evidence[finding.rest]
        unit = "year" if _is_year(trait) else own.unit
        here, other = wording.both(own.estimate, rest.estimate, unit, self.currency)
        return Comparison(here, other, trait, (own, rest, effect))

    def more_of(self, name: str) -> Comparison | None:
        """The comparison of a finding in which the group has more than everyone else, None without one."""
        found = self.finding(name)
        return self.compare(found) if found is not None and found[2].estimate > 0 else None

    def tell(self, statistic: Statistic) -> str:
        """A statistic's estimate in its unit."""
        return wording.quantity(statistic.estimate, statistic.unit, self.currency)

    def money(self, value: float) -> str:
        """An amount of money."""
        return wording.money(value, self.currency)

    @staticmethod
    def _sound(statistic: Statistic | None) -> Statistic | None:
        return statistic if statistic is not None and wording.finite(statistic.estimate) else None


def _is_year(trait: Trait) -> bool:
    """Whether the numbers are years of a calendar, which have no comma at the thousands."""
    return not trait.unit and trait.label.lower().startswith("year")


def _kin(one: Trait, other: Trait) -> bool:
    """Whether one is computed from the other, as a band from its number: both would say the same."""
    return one.name in other.derived or other.name in one.derived


def window_of(statistic: Statistic) -> tuple[date, date] | None:
    """First and last day of a statistic's window, None where it has none."""
    first, _, last = statistic.window.partition("..")
    return (date.fromisoformat(first), date.fromisoformat(last)) if last else None


def keys(*statistics: Statistic | None) -> tuple[str, ...]:
    """The keys of those statistics that are there."""
    return tuple(s.key for s in statistics if s is not None)
