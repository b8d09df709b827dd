"""Who your customers are: segments that predicted the future, values with intervals, personas you can check.

>>> import coterie
>>> study = coterie.analyze(orders=frame)                      # doctest: +SKIP
>>> study.segments                                             # doctest: +SKIP
>>> study.report("report.html")                                # doctest: +SKIP

Names load when they are used, so that ``import coterie`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coterie.methods.segments import GaussianMixtureSegments, KMeans, Preparation, RfmGrid, Segments, ValueTiers
    from coterie.methods.value import BgBb, BgNbd, GammaGamma, MbgNbd, ParetoNbd
    from coterie.methods.value.bayesian import BayesianBgNbd
    from coterie.terms import CoterieError, DataRefused, Failed, NotInstalled, WrongWords
    from coterie.workflows import Compared, Forecast, Listed, OpenStudy, Scored, Study, open_study
    from coterie.workflows.audience import audience
    from coterie.workflows.compare import compare
    from coterie.workflows.customer import CustomerView
    from coterie.workflows.library import analyze, inspect, predict, score, sql
    from coterie.workflows.worth import worth_more

_WHERE = {
    "analyze": "coterie.workflows.library",
    "audience": "coterie.workflows.audience",
    "compare": "coterie.workflows.compare",
    "inspect": "coterie.workflows.library",
    "open_study": "coterie.workflows",
    "predict": "coterie.workflows.library",
    "score": "coterie.workflows.library",
    "sql": "coterie.workflows.library",
    "worth_more": "coterie.workflows.worth",
    "Compared": "coterie.workflows",
    "CustomerView": "coterie.workflows.customer",
    "Forecast": "coterie.workflows",
    "Listed": "coterie.workflows",
    "OpenStudy": "coterie.workflows",
    "Scored": "coterie.workflows",
    "Study": "coterie.workflows",
    "Preparation": "coterie.methods.segments",
    "RfmGrid": "coterie.methods.segments",
    "Segments": "coterie.methods.segments",
    "ValueTiers": "coterie.methods.segments",
    "KMeans": "coterie.methods.segments",
    "GaussianMixtureSegments": "coterie.methods.segments",
    "BayesianBgNbd": "coterie.methods.value.bayesian",
    "BgBb": "coterie.methods.value",
    "BgNbd": "coterie.methods.value",
    "GammaGamma": "coterie.methods.value",
    "MbgNbd": "coterie.methods.value",
    "ParetoNbd": "coterie.methods.value",
    "CoterieError": "coterie.terms",
    "DataRefused": "coterie.terms",
    "Failed": "coterie.terms",
    "NotInstalled": "coterie.terms",
    "WrongWords": "coterie.terms",
}

__all__ = [
    "BayesianBgNbd",
    "BgBb",
    "BgNbd",
    "Compared",
    "CoterieError",
    "CustomerView",
    "DataRefused",
    "Failed",
    "Forecast",
    "GammaGamma",
    "GaussianMixtureSegments",
    "KMeans",
    "Listed",
    "MbgNbd",
    "NotInstalled",
    "OpenStudy",
    "ParetoNbd",
    "Preparation",
    "RfmGrid",
    "Scored",
    "Segments",
    "Study",
    "ValueTiers",
    "WrongWords",
    "analyze",
    "audience",
    "compare",
    "inspect",
    "open_study",
    "predict",
    "score",
    "sql",
    "worth_more",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("coterie")
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'coterie' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
