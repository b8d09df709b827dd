"""Which customers will, and why? A column or a goal learned from one file, judged, and told for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from coterie import features, intake, ledger, report
from coterie.engine import Engine, Frame, open_engine, to_frame
from coterie.methods import predict as learning
from coterie.terms import (
    CustomerTable,
    Dataset,
    Evidence,
    Problem,
    Progress,
    Request,
    Results,
    Silent,
    TimeUnit,
    Window,
    Words,
    WrongWords,
)
from coterie.terms.prediction import Prediction
from coterie.workflows.clock import Clock
from coterie.workflows.limits import memory_mb, threads
from coterie.workflows.study import Study, peak_memory_mb
from coterie.workflows.words import request_of, title_of, version

STEPS = 4


@dataclass(frozen=True)
class Asked:
    """A prediction in the words of a terminal or caller.

    request     the source to learn from: ``customers`` for a column, ``orders`` for a goal.
    question    the target and what goes with it.
    score       a second file whose customers are predicted by the final model, or None.
    """

    request: Request
    question: learning.Question
    score: object = None


class Forecast(Study):
    """A prediction with its evidence: files, page and frames as a study has them."""

    def __init__(
        self,
        results: Results,
        answer: Prediction,
        engine: Engine,
        parameters: Mapping[str, object],
        seconds: Mapping[str, float],
    ) -> None:
        super().__init__(results, engine, parameters, seconds)
        self.answer = answer

    @property
    def metrics(self) -> dict[str, object]:
        """The summary as one nested dictionary."""
        found = report.prediction_metrics(self.results, self.answer)
        return {**found, "seconds": self.seconds, "peak_memory_mb": peak_memory_mb()}

    @property
    def predictions(self) -> Frame:
        """One row a customer: what is known, what is predicted, probability, percentile, reasons."""
        return to_frame(report.prediction_columns(self.answer))

    def report(self, path: str | Path) -> Path:
        """Write the self-contained page and return where it is."""
        target = Path(path)
        page = report.render_prediction(self.results, self.answer)
        ledger.publish_file(target, lambda draft: draft.write_text(page, encoding="utf-8"))
        return target

    def save(self, folder: str | Path) -> Path:
        """Write the whole result folder and return where it is."""
        target = Path(folder)
        ledger.publish(
            target,
            lambda draft: report.write_prediction(self.results, self.answer, self._engine, draft),
            self.manifest(),
        )
        return target

    def summary(self, folder: Path | None = None) -> str:
        """The answer in a few lines, for a terminal."""
        return report.prediction_summary(self.answer, folder)

    def _repr_html_(self) -> None:
        """None: a notebook shows the lines of the summary, for a prediction has no groups to show."""


def predict(asked: Asked, progress: Progress | None = None) -> Forecast:
    """Read, describe, learn, judge, and tell for everybody.

    Raises    WrongWords, DataRefused (with every reason), Failed.
    """
    clock = Clock(progress or Silent(), STEPS)
    engine = open_engine(asked.request.engine, memory_mb=memory_mb(), threads=threads())
    try:
        results, answer = _walk(engine, asked, clock)
    except BaseException:
        engine.close()
        raise
    parameters = {
        **asdict(asked.question),
        "score": None if asked.score is None else _name(asked.score),
        "kind": next(iter(asked.request.sources)),
    }
    return Forecast(results, answer, engine, parameters, clock.seconds())


def asked_of(
    file: object,
    words: Words,
    *,
    target: str,
    score: object = None,
    duration: str = "",
    time: str = "",
    leave_out: Sequence[str] = (),
    as_of: str | None = None,
    customers: object = None,
    products: object = None,
    neural: bool = False,
    cox: bool = False,
    candidates: str | Sequence[str] = (),
    seed: int = 0,
) -> Asked:
    """A prediction from the words of a terminal or a caller: a goal is asked of orders, a column of customers.

    Raises    WrongWords (COT-103, COT-108, COT-854).
    """
    goal = learning.goal_of(target)
    strange: dict[str, object] = {"duration": duration, "time": time, "score": score, "leave_out": leave_out}
    if goal is None:
        strange = {"as_of": as_of, "customers": customers, "products": products}
    _not_together(target, strange)
    if cox and not duration:
        raise WrongWords(Problem("COT-108", "--cox compares how long customers stay and needs --duration"))
    sources = {"orders": file, "customers": customers, "products": products} if goal else {"customers": file}
    question = learning.Question(target, tuple(leave_out), time, duration, seed, neural, cox, _names(candidates))
    return Asked(request_of(sources, words, as_of=as_of, seed=seed), question, score)


def _names(said: str | Sequence[str]) -> tuple[str, ...]:
    """Names from "flaml,h2o" or a list."""
    names = said.split(",") if isinstance(said, str) else said
    return tuple(name.strip() for name in names if name.strip())


def _not_together(target: str, strange: Mapping[str, object]) -> None:
    """Raise WrongWords for options that do not go with a goal, or with a column."""
    said = [f"--{name}" for name, value in strange.items() if value]
    if said:
        kind = "a goal" if learning.goal_of(target) else "a column"
        names = ", ".join(each.replace("_", "-") for each in said)
        raise WrongWords(Problem("COT-108", f'{names} does not go with the target "{target}", which is {kind}'))


def _walk(engine: Engine, asked: Asked, clock: Clock) -> tuple[Results, Prediction]:
    request = asked.request
    goal = learning.goal_of(asked.question.target)
    with clock.step("intake", "Reading and checking"):
        load = intake.load_by_place if goal is None else intake.load
        dataset = load(engine, dict(request.sources), request.words, Silent(), as_of=request.as_of)
        features.prepare(engine, dataset)
        evidence = Evidence()
        evidence.extend(intake.evidence(dataset))
    if goal is None:
        table, answer = _column(engine, asked, dataset, clock)
    else:
        table, answer = _goal(engine, goal, asked, dataset, clock)
    by_place = tuple(check.found for check in dataset.quality.checks if check.code == intake.BY_PLACE)
    answer = replace(answer, notes=(*by_place, *answer.notes))
    evidence.extend(learning.evidence(answer))
    results = Results(
        title_of(request), dataset, None, table, evidence, seed=asked.question.seed, version=version(), skipped={}
    )
    return replace(results, how=tuple((s.name, s.why, s.rows, s.sql) for s in engine.log)), answer


def _column(engine: Engine, asked: Asked, dataset: Dataset, clock: Clock) -> tuple[CustomerTable, Prediction]:
    with clock.step("features", "Describing each customer"):
        table = features.customer_table(engine, dataset, None)
    with clock.step("predict", "Learning, and judging on customers kept out"):
        answer, fitted = learning.given(table, asked.question)
    if asked.score is not None:
        with clock.step("score", "Predicting the second file"):
            second = _second(asked.score, asked.request)
            answer = learning.score(answer, fitted, second, _name(asked.score))
    return table, answer


def _goal(
    engine: Engine, goal: learning.Goal, asked: Asked, dataset: Dataset, clock: Clock
) -> tuple[CustomerTable, Prediction]:
    with clock.step("features", "Describing each customer as of several days"):
        whole = features.timeline(engine, dataset, as_of=asked.request.as_of, holdout="none", unit=TimeUnit.DAY).whole
        days = learning.moments(goal, whole.start, whole.as_of)
        learning.watch(engine, dataset, goal)
        learn, judge = [_view(engine, dataset, goal, w) for w in days.learn], _view(engine, dataset, goal, days.judge)
        now = learning.with_habit(engine, goal, features.customer_table(engine, dataset, days.now))
    with clock.step("predict", "Learning, and judging on the last days"):
        return now, learning.ahead(
            goal,
            learn,
            judge,
            learning.View(now, None),
            seed=asked.question.seed,
            neural=asked.question.neural,
            candidates=asked.question.candidates,
        )


def _view(engine: Engine, dataset: Dataset, goal: learning.Goal, window: Window) -> learning.View:
    table = learning.with_habit(engine, goal, features.customer_table(engine, dataset, window))
    return learning.View(table, learning.reached(engine, goal, table))


def _name(source: object) -> str:
    return Path(source).name if isinstance(source, str | Path) else "the second frame"


def _second(source: object, request: Request) -> CustomerTable:
    with open_engine(request.engine, memory_mb=memory_mb(), threads=threads()) as engine:
        dataset = intake.load(engine, {"customers": source}, request.words, Silent())
        features.prepare(engine, dataset)
        return features.customer_table(engine, dataset, None)
