"""How does a study become one page? All parts, one template, one file without a single outside request."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coterie.report.figures import CONFIG, DARK
from coterie.report.page.charts import embedded
from coterie.report.page.evidence import evidence_json
from coterie.report.page.head import head
from coterie.report.page.how import how
from coterie.report.page.numbers import Numbers
from coterie.report.page.people import people
from coterie.report.page.quality import quality
from coterie.report.page.segments import segments
from coterie.report.page.together import together
from coterie.report.page.value import value
from coterie.terms import Results

_SCRIPTS = ("plotly-cartesian.min.js", "report.js")


def render(results: Results) -> str:
    """The report of a study: one self-contained HTML page.

    results   a study; parts that are None are told as missing, with their reason.
    Returns   the page's text. Its policy header allows no outside request and no script but its own two, so that a
              name in the data that holds markup stays text.
    """
    always = [s.key for s in results.evidence if s.metric in ("horizon_months", "days")]
    numbers = Numbers(results.evidence, always=always, labels=_labels(results))
    scripts = [asset(name) for name in _SCRIPTS]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            results=results,
            head=head(results, numbers),
            segments=segments(results, numbers),
            people=people(results, numbers),
            value=value(results, numbers),
            quality=quality(results, numbers),
            how=how(results, numbers),
            together=together(results, numbers),
            evidence=embedded(evidence_json(results)),
            settings=embedded({"config": CONFIG, "dark": DARK}),
            css=Markup(asset("report.css")),
            plotly=Markup(scripts[0]),
            script=Markup(scripts[1]),
            hashes=Markup(" ").join(Markup("'sha256-{}'").format(_hash(s)) for s in scripts),
            dataset=results.dataset,
        )
    )


def _labels(results: Results) -> set[str]:
    """Traits and levels as they are named in sentences; a lone number is no name that could be told apart."""
    traits = results.table.traits
    names = {t.label for t in traits} | {level for t in traits for level in t.levels}
    return {name for name in names if any(c.isalpha() for c in name)}


def asset(name: str) -> str:
    """The text of a file that is part of the package."""
    return (files("coterie.report") / "assets" / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("coterie.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
