"""The verbs in Python's own words: frames or files in, a study out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from coterie import intake
from coterie.workflows.analyze import analyze as analyze_request
from coterie.workflows.inspect import inspect as inspect_files
from coterie.workflows.study import Study
from coterie.workflows.words import request_of, words_of


def analyze(
    orders: object = None,
    *,
    customers: object = None,
    events: object = None,
    responses: object = None,
    texts: object = None,
    touches: object = None,
    products: object = None,
    map: Sequence[str] = (),
    as_of: date | str | None = None,
    holdout: int | str = "auto",
    method: str = "auto",
    segments: int | str = "auto",
    value: str = "auto",
    horizon: int = 12,
    time_unit: str = "day",
    dedupe: str = "none",
    seed: int = 0,
    engine: str = "duckdb://",
    settings: Mapping[str, object] | None = None,
    budget: float = 300.0,
    previous: str | Path | None = None,
) -> Study:
    """From raw sources to segments, values, personas and evidence: ``coterie analyze`` in Python.

    orders, customers, ...   a path, folder or glob, or a data frame: pandas, Polars, Arrow, DuckDB relation.
    map         corrections of the guesses, "orders.customer_id=Client", or the path of a saved mapping.
    as_of       the day taken as today; None: the day of the last accepted order.
    holdout     days kept apart at the end, on which everything is judged; "auto" or "none".
    method      "auto", "all", or the name of one way of grouping.
    segments    number of groups, or "auto".
    value       the purchase model that values rest on: "bg_nbd", "mbg_nbd", "pareto_nbd", or "auto", which takes what
                earlier days choose.
    horizon     months ahead that values look, 1 to 120.
    time_unit   "day" or "week": the unit in which the value model counts time.
    settings    parameters of methods, {"fuzziness": 2} or {"fuzzy.fuzziness": 2}; see docs/methods.
    budget      seconds of one processor that "all" may reckon with.
    previous    folder of an earlier study: its segments keep their ids, and each customer has her previous segment.
    dedupe      "none" keeps equal lines, "lines" drops them.
    Returns     a :class:`Study`: ``customers``, ``segments``, ``evidence`` as data frames, ``personas``, ``verdict``,
                ``report(path)``, ``save(folder)``.
    Raises      WrongWords, DataRefused, Failed (coterie.terms).
    """
    sources = {
        "orders": orders,
        "customers": customers,
        "events": events,
        "responses": responses,
        "texts": texts,
        "touches": touches,
        "products": products,
    }
    request = request_of(
        sources,
        words_of(map, dedupe),
        as_of=as_of,
        holdout=holdout,
        method=method,
        segments=segments,
        value=value,
        horizon=horizon,
        time_unit=time_unit,
        seed=seed,
        engine=engine,
        settings=[f"{name}={value}" for name, value in (settings or {}).items()],
        budget=budget,
        previous=previous,
    )
    return analyze_request(request)


def inspect(*paths: str, map: Sequence[str] = ()) -> intake.Inspection:
    """What these files are: kind, mapping, formats and quality of each; nothing is analysed.

    paths     files, folders or globs.
    map       corrections of the guesses, as in :func:`analyze`.
    """
    return inspect_files(list(paths), words_of(map))
