"""What does every page carry, whatever it tells? Style, scripts with their hashes, evidence; and the templates."""

import base64
import hashlib
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coterie.report.figures import CONFIG, DARK
from coterie.report.page.charts import embedded
from coterie.report.page.evidence import evidence_json
from coterie.terms import Results

NO_EVIDENCE: dict[str, object] = {"fields": [], "texts": [], "rows": {}}
FACE = "inter-latin.woff2"
_SCRIPTS = ("plotly-cartesian.min.js", "report.js")


def page(template: str, results: Results | None, **parts: object) -> str:
    """One self-contained page: the template with its parts, and nothing that would be fetched from outside.

    template   name of a file in ``templates``.
    results    what the page is about; its evidence is embedded. None for a page whose numbers stand in its own tables.
    parts      what the template asks for; a part that it names and does not get is an error.
    """
    environment = Environment(
        loader=PackageLoader("coterie.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    scripts = [asset(name) for name in _SCRIPTS]
    return environment.get_template(template).render(
        results=results,
        **parts,
        evidence=embedded(evidence_json(results) if results is not None else NO_EVIDENCE),
        settings=embedded({"config": CONFIG, "dark": DARK}),
        css=Markup(style()),
        plotly=Markup(scripts[0]),
        script=Markup(scripts[1]),
        hashes=Markup(" ").join(Markup("'sha256-{}'").format(_hash(s)) for s in scripts),
    )


def style() -> str:
    """The style of a page, its typeface within, so that it looks the same where that is not installed."""
    return (asset("base.css") + asset("report.css")).replace(FACE, base64.b64encode(_bytes(FACE)).decode(), 1)


def asset(name: str) -> str:
    """The text of a file that is part of the package."""
    return _bytes(name).decode("utf-8")


def _bytes(name: str) -> bytes:
    return (files("coterie.report") / "assets" / name).read_bytes()


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
