"""How does a study become one page? All parts, one template, one file without a single outside request."""

from coterie.report.page.head import head
from coterie.report.page.how import how
from coterie.report.page.numbers import Numbers
from coterie.report.page.people import people
from coterie.report.page.quality import quality
from coterie.report.page.segments import segments
from coterie.report.page.shell import page
from coterie.report.page.together import together
from coterie.report.page.value import value
from coterie.terms import Results


def render(results: Results) -> str:
    """The report of a study: one self-contained HTML page.

    results   a study; parts that are None are told as missing, with their reason.
    Returns   the page's text. Its policy header allows no outside request and no script but its own two, so that a
              name in the data that holds markup stays text.
    """
    numbers = numbers_of(results)
    return page(
        "report.html.j2",
        results,
        head=head(results, numbers),
        segments=segments(results, numbers),
        people=people(results, numbers),
        value=value(results, numbers),
        quality=quality(results, numbers),
        how=how(results, numbers),
        together=together(results, numbers),
        dataset=results.dataset,
    )


def numbers_of(results: Results) -> Numbers:
    """The door through which the numbers of this study get onto a page."""
    always = [s.key for s in results.evidence if s.metric in ("horizon_months", "days")]
    return Numbers(results.evidence, always=always, labels=_labels(results))


def _labels(results: Results) -> set[str]:
    """Traits and levels as they are named in sentences; a lone number is no name that could be told apart."""
    traits = results.table.traits
    names = {t.label for t in traits} | {level for t in traits for level in t.levels}
    return {name for name in names if any(c.isalpha() for c in name)}
