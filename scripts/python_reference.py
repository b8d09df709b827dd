"""Writes docs/reference/python.md from the docstrings of the library, so that the page cannot fall behind.

``python scripts/python_reference.py`` writes the page; ``text()`` is what it should hold.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import coterie

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "python.md"
WIDE = 100
GROUPS = {
    "The verbs": ("analyze", "inspect", "score", "compare", "audience", "predict", "worth_more", "sql", "open_study"),
    "What they hand out": ("Study", "Forecast", "Scored", "Compared", "Listed", "CustomerView", "OpenStudy"),
    "Grouping": ("Preparation", "Segments", "KMeans", "GaussianMixtureSegments", "RfmGrid", "ValueTiers"),
    "Value": ("BgNbd", "MbgNbd", "ParetoNbd", "BgBb", "GammaGamma", "BayesianBgNbd"),
    "Errors": ("CoterieError", "WrongWords", "DataRefused", "NotInstalled", "Failed"),
}
HEAD = """# From Python

Every verb of the terminal is a function. What it hands out is closed by `with` or `close()`, shows itself in a
notebook, and gives its parts as data frames. Estimators follow scikit-learn: `fit` returns the estimator, `get_params`,
`set_params` and `clone` work, data frames are taken, and what was learned ends with an underscore.

```python
import coterie

with coterie.analyze(orders="orders.csv") as study:
    print(study.verdict)
    best = study.segments["segment"][0]
    study.save("out")
coterie.audience("out", best, control="10%").save("list.csv")
```
"""


def text() -> str:
    """The page as it should be."""
    parts = [HEAD]
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_told(name) for name in names]
    return "\n".join(parts)


def _told(name: str) -> str:
    noun = getattr(coterie, name)
    lines = [*_call(f"coterie.{name}", noun), "", *_doc(noun)]
    if inspect.isclass(noun):
        lines += [line for member in _members(noun) for line in ("", *member)]
    return "\n".join([f"### `{name}`\n", "```", *lines, "```\n"])


def _members(noun: type) -> Iterator[list[str]]:
    """Call and docstring of what a class brings itself; what it has from another class of the page stands there."""
    told = {getattr(coterie, name) for names in GROUPS.values() for name in names}
    for name in sorted(n for n in dir(noun) if not n.startswith("_")):
        owner = next(base for base in noun.__mro__ if name in vars(base))
        member = vars(owner)[name]
        if owner in told - {noun} or not owner.__module__.startswith("coterie."):
            continue
        if callable(member) or hasattr(member, "__get__"):
            head = _call(f".{name}", member) if inspect.isfunction(member) else [f".{name}"]
            yield [*head, *(f"    {line}".rstrip() for line in _doc(member))]


def _call(name: str, noun: object) -> list[str]:
    """A call with its parameters and defaults; which types they have is said in words."""
    if inspect.isclass(noun) and not noun.__module__.startswith("coterie.methods"):
        return [name]
    signature = inspect.signature(noun)  # type: ignore[arg-type]
    plain = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    kept = [each for each in plain if each.name != "self"]
    shown = str(signature.replace(parameters=kept, return_annotation=inspect.Signature.empty))
    return wrap(f"{name}{shown}", WIDE, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _doc(noun: object) -> list[str]:
    return (inspect.getdoc(noun) or "").splitlines()


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
