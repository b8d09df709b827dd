"""Whom to write to: a segment, a stage, or who is like others, as a list with a control group split off."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coterie import features, guard, intake, ledger, report
from coterie.engine import Engine, Frame, open_engine, to_frame
from coterie.methods import segments
from coterie.terms import Audience, Problem, SavedCustomers, SavedStudy, WrongWords
from coterie.workflows.answer import Answer
from coterie.workflows.browse import open_study
from coterie.workflows.limits import memory_mb, threads


class Listed(Answer):
    """A list of customers; ``customers`` is a data frame, ``save`` writes the file."""

    def __init__(
        self, customers: SavedCustomers, study: SavedStudy, found: Audience, needed: int | None, engine: Engine
    ) -> None:
        super().__init__(engine)
        self.audience = found
        self._columns = report.audience_columns(customers, study, found)
        self._needed = needed

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
        """Write the file (.csv, .xlsx, .parquet or .json) and return where it is."""
        target = Path(path)
        if target.suffix.lower() == ".xlsx":
            sheet = {"name": self.audience.name or "Customers"}
            ledger.publish_file(target, lambda draft: report.write_customers(self._columns, self._engine, draft, sheet))
            return target
        ledger.publish_file(
            target,
            lambda draft: report.write_list(self._columns, self._engine, draft, report.list_order(self._columns)),
        )
        return target

    def __repr__(self) -> str:
        return "\n".join(self.lines())


def audience(
    folder: str | Path,
    segment: str = "",
    *,
    control: str | float = "10%",
    campaign: str = "",
    sure: float = 0.0,
    overdue: bool = False,
    stage: str = "",
    like: object = None,
    count: int | None = None,
    reach: int | None = None,
    where: object = None,
    everybody: bool = False,
    consent: str = "",
    floor: int = guard.FLOOR,
) -> Listed:
    """Customers who agreed to be written to, some of them drawn as controls: of a segment or stage, or like others.

    folder      of a study that ``analyze`` wrote.
    segment     id or name.
    control     share of controls: "10%" or 0.1; 0 for none, at most a half.
    campaign    what the list is for; another campaign draws other controls.
    sure        least confidence of those who are listed, 0 to 1.
    overdue     only those whose last order is longer ago than twice their own usual gap.
    stage       only those at that lifecycle stage: new, active, returned, slipping, lapsed.
    like        a segment, a file or frame of ids, or ids themselves: lists the ``count`` customers most like them who
                are not among them.
    reach       that many more customers than meet the segment's rule: lists who meets it after its smallest change.
    where       only those who meet a tree of conditions (see coterie.terms.conditions).
    everybody   True lists all customers, where neither a segment nor a stage is named.
    consent     the column that says who may be written to; "" takes the one that most likely does.
    floor       the fewest customers that may be on a list.
    Raises      WrongWords (COT-122, COT-123, COT-125 to COT-130, COT-151 to COT-155, COT-160, COT-911, COT-912);
                COT-124 where so few are left that they could be recognised; DataRefused where the file of
                ids cannot be read.
    """
    asked = _Asked(
        segment, share_of(control), campaign, sure, overdue, stage, like, count, reach, where, everybody, consent
    )
    asked.check()
    engine = open_engine(memory_mb=memory_mb(), threads=threads())
    try:
        study = ledger.read_study(Path(folder))
        columns = ledger.read_customers(engine, study)
        customers = features.customers_of(columns, study, report.column_name)
        found = _found(engine, study, customers, columns.get("confidence"), asked)
        told = guard.may_be_told({found.name: len(found.rows)}, floor)
        if told.small:
            # how many exactly is what nobody may learn of so few
            few = f"fewer than {told.floor} customers of {found.name} would be on the list"
            raise WrongWords(Problem("COT-124", few, expected=f"at least {told.floor}"))
        needed = ledger.read_number(engine, study, "test_size", f"segment:{found.segment}")
        return Listed(customers, study, found, None if needed is None else round(needed), engine)
    except BaseException:
        engine.close()
        raise


@dataclass(frozen=True)
class _Asked:
    """What was asked for, as the arguments of :func:`audience`."""

    segment: str
    share: float
    campaign: str
    sure: float
    overdue: bool
    stage: str
    like: object
    count: int | None
    reach: int | None
    where: object
    everybody: bool
    consent: str

    def check(self) -> None:
        """Raise WrongWords (COT-129) for words that do not go together."""
        narrowed = self.sure > 0 or self.overdue or bool(self.stage) or bool(self.where)
        wrong = ""
        if self.like is not None:
            wrong = "--like beside --segment" if self.segment else wrong
            wrong = wrong or ("--like without --count" if self.count is None else "")
            wrong = wrong or ("--like beside --reach" if self.reach is not None else "")
            wrong = wrong or ("--like beside --stage, --sure or --overdue" if narrowed else "")
        elif self.count is not None:
            wrong = "--count without --like"
        elif self.reach is not None and (not self.segment or narrowed):
            wrong = "--reach without --segment" if not self.segment else "--reach beside --stage, --sure or --overdue"
        elif not (self.segment or self.stage or self.overdue or self.where or self.everybody):
            wrong = "neither a segment, nor a stage, nor --overdue, nor --like"
        for name, number in (("--count", self.count), ("--reach", self.reach)):
            wrong = wrong or (f"{name} {number}" if number is not None and number < 1 else "")
        if wrong:
            raise WrongWords(Problem("COT-129", wrong))


def _found(engine: Engine, study: SavedStudy, customers: SavedCustomers, confidence: Any, asked: _Asked) -> Audience:
    share, campaign = asked.share, asked.campaign
    if asked.like is not None and asked.count is not None:
        ids, head, name = _ids(engine, study, asked.like)
        return segments.like_others(
            study, customers, ids, head, name, count=asked.count, share=share, campaign=campaign
        )
    if asked.reach is not None:
        return segments.widened(study, customers, asked.segment, asked.reach, share=share, campaign=campaign)
    return segments.audience(
        study, customers, confidence, asked.segment,
        share=share, campaign=campaign, sure=asked.sure, overdue=asked.overdue, stage=asked.stage,
        among=_among(study, asked.where), consent=asked.consent,
    )  # fmt: skip


def _among(study: SavedStudy, where: object) -> list[str] | None:
    """The ids of those who meet some conditions; None where none were given."""
    if not where:
        return None
    told = open_study(study.folder)
    try:
        return [str(each) for each in told.rows(where=where)["customer_id"].tolist()]
    finally:
        told.close()


def _ids(engine: Engine, study: SavedStudy, like: object) -> tuple[tuple[str, ...] | None, str, str]:
    """The ids of a list, what headed them, and its name; no ids where it is a segment of the study."""
    if isinstance(like, str | Path):
        text = str(like).strip()
        if text.casefold() in {word.casefold() for both in study.segments for word in both}:
            return None, "", text
        if not Path(text).exists():
            known = ", ".join(f"{each} ({name})" for each, name in study.segments)
            raise WrongWords(
                Problem("COT-126", f"{text} is neither a file nor a segment", expected=f"a file of ids, or {known}")
            )
        return (*intake.listed_ids(engine, text), Path(text).name)
    if isinstance(like, list | tuple | set | frozenset):
        return tuple(sorted({str(each).strip() for each in like})), "", "the ids given"
    return (*intake.listed_ids(engine, like), "the ids given")


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
