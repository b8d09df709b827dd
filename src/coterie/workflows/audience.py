"""Whom to write to: a segment as a list, with a control group split off."""

from pathlib import Path
from typing import Any

from coterie import features, guard, ledger, report
from coterie.engine import Engine, Frame, open_engine, to_frame
from coterie.methods import segments
from coterie.terms import Audience, Problem, SavedCustomers, WrongWords
from coterie.workflows.limits import memory_mb, threads


class Listed:
    """A list of customers; ``customers`` is a data frame, ``save`` writes the file."""

    def __init__(self, customers: SavedCustomers, found: Audience, needed: int | None, engine: Engine) -> None:
        self.audience = found
        self._columns = report.audience_columns(customers, found)
        self._needed = needed
        self._engine = engine

    @property
    def customers(self) -> Frame:
        """One row a listed customer, with the column ``control``."""
        return to_frame(self._columns)

    @property
    def summary(self) -> dict[str, Any]:
        """How many are listed, kept as controls and left out."""
        return report.audience_summary(self.audience, self._needed)

    def lines(self) -> list[str]:
        """The summary for a terminal."""
        return report.audience_lines(self.audience, self._needed)

    def save(self, path: str | Path) -> Path:
        """Write the file (.csv, .parquet or .json) and return where it is."""
        target = Path(path)
        ledger.publish_file(target, lambda draft: report.write_list(self._columns, self._engine, draft))
        return target

    def close(self) -> None:
        """Give back the engine's memory."""
        self._engine.close()


def audience(
    folder: str | Path,
    segment: str,
    *,
    control: str | float = "10%",
    campaign: str = "",
    sure: float = 0.0,
    overdue: bool = False,
) -> Listed:
    """The customers of a segment who agreed to be written to, some of them drawn as controls.

    folder      of a study that ``analyze`` wrote.
    segment     id or name.
    control     share of controls: "10%" or 0.1; 0 for none, at most a half.
    campaign    what the list is for; another campaign draws other controls.
    sure        least confidence of those who are listed, 0 to 1.
    overdue     only those whose last order is longer ago than twice their own usual gap.
    Raises      WrongWords (COT-122, COT-123, COT-127, COT-911, COT-912); COT-124 where so few are left that they could
                be recognised.
    """
    share = share_of(control)
    engine = open_engine(memory_mb=memory_mb(), threads=threads())
    try:
        study = ledger.read_study(Path(folder))
        columns = ledger.read_customers(engine, study)
        customers = features.customers_of(columns, study, report.column_name)
        found = segments.audience(
            study,
            customers,
            columns.get("confidence"),
            segment,
            share=share,
            campaign=campaign,
            sure=sure,
            overdue=overdue,
        )
        told = guard.may_be_told({found.name: len(found.rows)})
        if told.small:
            few = f"{len(found.rows)} customers of {found.name} would be on the list"
            raise WrongWords(Problem("COT-124", few, expected=f"at least {told.floor}"))
        needed = ledger.read_number(engine, study, "test_size", f"segment:{found.segment}")
        return Listed(customers, found, None if needed is None else round(needed), engine)
    except BaseException:
        engine.close()
        raise


def share_of(control: str | float) -> float:
    """A share of controls as it was said.

    Raises    WrongWords (COT-122) for what is no share from 0 to a half.

    >>> share_of("10%"), share_of("0.2"), share_of(0)
    (0.1, 0.2, 0.0)
    """
    text = str(control).strip()
    try:
        share = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 0.5:
        raise WrongWords(Problem("COT-122", f"a control group of {control}"))
    return share
