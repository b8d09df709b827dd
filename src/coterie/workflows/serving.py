"""In which segment is this one customer, and what is she worth? A study's models held in memory, asked in a moment."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coterie import features, ledger, report
from coterie.methods import segments, value
from coterie.methods.forms import Model
from coterie.terms import CustomerTable, Problem, SavedStudy, SavedValue, Trait, Window, Worth, WrongWords

HISTORY = ("frequency", "recency", "T", "spend")


def open_scorer(folder: str | Path) -> "Scorer":
    """The models of the study in a folder that ``analyze`` wrote, read once.

    Raises    WrongWords (COT-911, COT-912) where the folder holds no finished study, or one without groups.
    """
    study = ledger.read_study(Path(folder))
    if not study.segments:
        raise WrongWords(Problem("COT-912", f"the study in {folder} found no groups"))
    return Scorer(study)


class Scorer:
    """The models of one study. It changes nothing, so that many threads may ask one; it opens no engine."""

    def __init__(self, study: SavedStudy) -> None:
        self._study = study
        self._model = Model.from_json(study.model)
        known = {trait.name: trait for trait in study.traits}
        design = () if self.values is None else self.values.fit.design.names
        self._read = tuple(known[name] for name in dict.fromkeys((*self._model.traits, *design)))

    @property
    def traits(self) -> tuple[Trait, ...]:
        """The traits that decide about the segment, and those the value model knows: those that are worth telling."""
        return self._read

    @property
    def segments(self) -> tuple[tuple[str, str], ...]:
        """Id and name of each segment."""
        return self._study.segments

    @property
    def values(self) -> SavedValue | None:
        """The value model, with its unit of time and its horizon; None where the study has no values."""
        return self._study.value if self._study.window is not None else None

    def score(self, customers: Sequence[Mapping[str, Any]], *, bounds: bool = False) -> list[dict[str, Any]]:
        """Segment and value of each customer, as ``coterie score`` gives them, in the order they were told.

        customers    each with ``id``, ``traits`` (name -> value) and, for the values, the history: ``frequency``
                     (purchase days after the first), ``recency`` (time from the first to the last of them), ``T``
                     (time from the first one to today), both in the unit of the value model, and ``spend`` (mean spend
                     of a purchase day after the first; without it a customer is worth what the model expects).
        bounds       whether the values get 80 % bounds, which takes ten times as long.
        Returns      for each customer id, state ("scored" or "not enough data yet"), segment, segment_name, confidence,
                     memberships (of soft methods), and p_alive, expected_orders, clv, clv_low, clv_high (None without
                     a history, or where the study has no values).
        Raises       WrongWords (COT-187, COT-188) where a customer is told twice, or a history cannot be.
        """
        ids = [str(each["id"]) for each in customers]
        _check(ids, customers)
        table = features.table_of_told(ids, [each.get("traits") or {} for each in customers], self._read)
        placed = segments.place(self._study, table, None, seed=self._study.seed, model=self._model)
        worth = None
        if self.values is not None and self._study.window is not None:
            worth = self._worth(self.values, self._study.window, customers, table, bounds=bounds)
        return report.scored_rows(self._study, ids, placed, worth)

    def _worth(
        self,
        model: SavedValue,
        window: Window,
        customers: Sequence[Mapping[str, Any]],
        table: CustomerTable,
        *,
        bounds: bool,
    ) -> Worth:
        told = [each for each in customers if each.get("frequency") is not None]
        history = [tuple(each.get(name) for name in HISTORY) for each in told]
        summary = features.summary_of_told([str(each["id"]) for each in told], history, window, model.unit)
        summary = value.knowing(model.fit, summary, table)
        return value.score(model, summary, seed=self._study.seed) if bounds else value.score_points(model, summary)


def _check(ids: Sequence[str], customers: Sequence[Mapping[str, Any]]) -> None:
    """Raise WrongWords, with every reason."""
    problems = [
        Problem("COT-187", f"the customer {name!r} is told {count} times")
        for name, count in Counter(ids).items()
        if count > 1
    ]
    for each in customers:
        x, last, age = (each.get(name) for name in HISTORY[:3])
        if (x is None) != (last is None) or (x is None) != (age is None):
            found = f"of the customer {each['id']!r} only a part of frequency, recency and T is told"
            problems.append(Problem("COT-188", found))
        elif x is not None and last is not None and age is not None and (last > age or (x == 0) != (last == 0)):
            told = f"frequency {x}, recency {last} and T {age}"
            problems.append(Problem("COT-188", f"the customer {each['id']!r} has {told}, which cannot be"))
    if problems:
        raise WrongWords(problems[:20])
