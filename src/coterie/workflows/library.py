"""The verbs in Python's own words: frames or files in, a study out."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from coterie import intake
from coterie.workflows.analyze import analyze as analyze_request
from coterie.workflows.inspect import inspect as inspect_files
from coterie.workflows.predict import Forecast, asked_of
from coterie.workflows.predict import predict as predict_asked
from coterie.workflows.score import Scored
from coterie.workflows.score import score as score_new
from coterie.workflows.sql import sql as sql_of
from coterie.workflows.study import Study
from coterie.workflows.words import day_of, request_of, words_of

Corrections = str | Sequence[str] | Mapping[str, str]


def analyze(
    orders: object = None,
    *,
    customers: object = None,
    events: object = None,
    responses: object = None,
    texts: object = None,
    touches: object = None,
    products: object = None,
    map: Corrections = (),
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
    margin: float | str | None = None,
    discount: float | str = 0.10,
    acquisition_cost: float | str | None = None,
    value_traits: str | Sequence[str] = (),
) -> Study:
    """From raw sources to segments, values, personas and evidence: ``coterie analyze`` in Python.

    orders, customers, ...   a path, folder or glob, or a data frame: pandas, Polars, Arrow, DuckDB relation.
    map         corrections of the guesses, {"orders.customer_id": "Client"} or "orders.customer_id=Client", or the
                path of a saved mapping.
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
    margin      share of revenue that is profit, 0.35 or "35%": values are then profit; None: they are revenue.
    discount    yearly rate at which later money counts less, 0.10 or "10%".
    acquisition_cost    of winning one customer, currency units: tells after how many months she has earned it.
    value_traits    columns of ``customers`` that never change, such as "region": where earlier days say that knowing
                them makes the forecast better, the values rest on them.
    previous    folder of an earlier study: its segments keep their ids, and each customer has her previous segment.
    dedupe      "none" keeps equal lines, "lines" drops them.
    Returns     a :class:`Study`: ``customers``, ``segments``, ``evidence`` as data frames, ``personas``, ``verdict``,
                ``report(path)``, ``save(folder)``.
    Raises      WrongWords, DataRefused, Failed: all are :class:`CoterieError`.
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
        margin=margin,
        discount=discount,
        acquisition_cost=acquisition_cost,
        value_traits=value_traits,
    )
    return analyze_request(request)


def inspect(*paths: str, map: Corrections = ()) -> intake.Inspection:
    """What these files are: kind, mapping, formats and quality of each; nothing is analysed.

    paths     files, folders or globs.
    map       corrections of the guesses, as in :func:`analyze`.
    """
    return inspect_files(list(paths), words_of(map))


def score(
    study: str | Path,
    new: object = None,
    *,
    customers: object = None,
    events: object = None,
    products: object = None,
    map: Corrections = (),
    as_of: date | str | None = None,
) -> Scored:
    """Segment, membership and value of new or changed customers: ``coterie score`` in Python. Nothing is fitted again.

    study       folder that ``save`` or ``coterie analyze`` wrote.
    new         path, folder, glob or data frame: each customer's whole history of orders, or her attributes where the
                study was made without orders.
    customers, events, products    further sources, as in :func:`analyze`.
    map         where the new source differs from the mapping of the study.
    as_of       "today"; None: the day of the study, or of the last new order where that is later.
    Returns     a :class:`Scored`: ``customers`` as a data frame, ``summary``, ``save(path)``.
    Raises      WrongWords, DataRefused: both are :class:`CoterieError`.
    """
    sources = {"customers": customers, "events": events, "products": products}
    return score_new(study, new, sources, words_of(map), as_of=as_of)


def predict(
    source: object,
    *,
    target: str,
    duration: str = "",
    time: str = "",
    leave_out: Sequence[str] = (),
    score: object = None,
    customers: object = None,
    products: object = None,
    map: Corrections = (),
    as_of: str | None = None,
    neural: bool = False,
    cox: bool = False,
    candidates: Sequence[str] = (),
    seed: int = 0,
) -> Forecast:
    """A column or a goal predicted for every customer, judged and with reasons: ``coterie predict`` in Python.

    source      path, folder, glob or data frame: customers where ``target`` is a column, orders where it is a goal.
    target      a column, or a goal such as "buys category=Wine within 30 days".
    duration    the column that holds how long each customer was seen: tells how long they stay.
    time        the column to learn earlier rows by, and to judge later ones.
    leave_out   columns that must not be used.
    score       a second file or frame whose customers are predicted by the final model.
    customers, products, as_of    for a goal, as in :func:`analyze`.
    map         corrections of the guesses, as in :func:`analyze`.
    neural      True tries a small neural network too; it is used only where it is better.
    cox         True judges Cox's model of how long customers stay beside ours; needs ``coterie[survival]``.
    candidates  programs that search for a model and enter the leaderboard: "flaml" (needs ``coterie[automl]``), "h2o"
                (needs ``coterie[h2o]`` and Java); used only where better.
    Returns     a :class:`Forecast`: ``predictions`` as a data frame, ``answer``, ``metrics``, ``report(path)``,
                ``save(folder)``.
    Raises      WrongWords, DataRefused, Failed: all are :class:`CoterieError`.
    """
    asked = asked_of(
        source,
        words_of(map),
        target=target,
        score=score,
        duration=duration,
        time=time,
        leave_out=leave_out,
        as_of=as_of,
        customers=customers,
        products=products,
        neural=neural,
        cox=cox,
        candidates=candidates,
        seed=seed,
    )
    return predict_asked(asked)


def sql(
    study: str | Path,
    *,
    dialect: str = "duckdb",
    tables: Mapping[str, str] | None = None,
    map: Corrections = (),
    as_of: date | str | None = None,
    rules: bool = False,
) -> str:
    """A study as one SQL statement that scores customers where they lie: ``coterie sql`` in Python.

    study       folder that ``save`` or ``coterie analyze`` wrote.
    dialect     duckdb, postgres, spark, sqlite, bigquery or snowflake.
    tables      the table that holds a kind of source, {"orders": "shop.order_lines"}; the kind's own name by default.
    map         columns that the table calls otherwise than the study's file, as in :func:`analyze`.
    as_of       "today"; None: the day of the study.
    rules       segments by the plain rules that tell them, and not by the model.
    Returns     the statement: one row a customer with segment, memberships and value.
    Raises      WrongWords.
    """
    return sql_of(study, dialect=dialect, tables=tables, words=words_of(map), as_of=day_of(as_of), rules=rules)
