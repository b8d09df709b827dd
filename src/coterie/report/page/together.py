"""Which traits go together? The strongest relations in sentences, and traits that say the same."""

from dataclasses import dataclass

from markupsafe import Markup

from coterie.report.page.numbers import Numbers
from coterie.terms import Results

SHOWN = 10


@dataclass(frozen=True)
class Together:
    """Sentences with the key of their statistic, strongest first; and the groups of traits that say the same."""

    relations: tuple[tuple[Markup, str], ...]
    redundant: tuple[tuple[Markup, str], ...]


def together(results: Results, numbers: Numbers) -> Together:
    """The relations between traits; at most ten are told, all stand in the evidence."""
    found = {metric: [s for s in results.evidence if s.metric == metric] for metric in ("relation", "redundant")}
    strongest = sorted(found["relation"], key=lambda s: (-abs(round(s.estimate, 9)), s.key))[:SHOWN]
    return Together(
        tuple((numbers.told(s.definition, [s.key]), s.key) for s in strongest),
        tuple((Markup("{}").format(s.definition), s.key) for s in found["redundant"]),
    )
