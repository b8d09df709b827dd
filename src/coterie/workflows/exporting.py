"""What may leave the house, and in which form? Personas, the short report and lists of customers as files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coterie import guard, ledger, personas, report
from coterie.engine import ident
from coterie.terms import Problem, WrongWords
from coterie.workflows.browse import OpenStudy

PERSONA_FORMS = ("md", "html", "pdf", "json")
EVIDENCE = (
    "key", "metric", "population", "baseline", "window", "n", "estimate", "low", "high", "level", "p", "q", "how",
    "unit", "role", "definition",
)  # fmt: skip
CUSTOMER_FORMS = report.CUSTOMER_FORMS


@dataclass(frozen=True)
class Exported:
    """What was written: where, how many customers, and how many were left out because they did not agree."""

    path: Path
    rows: int
    without_consent: int
    consent: str

    @property
    def sentence(self) -> str:
        """The same in words."""
        told = f"{self.rows:,} customer{'' if self.rows == 1 else 's'}"
        if not self.consent:
            return f"{told}. No column of consent was given, so nobody was left out."
        return f"{told}. {self.without_consent:,} left out: no consent in the column {self.consent}."


def export_personas(
    study: OpenStudy,
    edits: Sequence[Mapping[str, Any]] | None = None,
    form: str = "pdf",
    *,
    segment: str | None = None,
    title: str = "",
) -> bytes:
    """Personas as a file: each line marked measured, derived or assumed, with the picture of the group.

    edits      cards as :meth:`PersonBook.current` gives them; None takes what the study computed.
    form       "md", "html", "pdf" or "json".
    segment    only that persona; None takes all that are neither archived nor merged into another.
    title      what the data are called.
    Raises     WrongWords (COT-158, COT-161).
    """
    if form not in PERSONA_FORMS:
        raise WrongWords(Problem("COT-158", f"personas as {form!r}", f"one of {', '.join(PERSONA_FORMS)}"))
    cards = [card.plain() for card in personas.cards(study.personas, ())] if edits is None else list(edits)
    chosen = [card for card in cards if _wanted(card, segment)]
    if segment is not None and not chosen:
        known = ", ".join(str(card["segment"]) for card in cards) or "none"
        raise WrongWords(Problem("COT-161", f"the study has no persona of {segment!r}", f"one of {known}"))
    found = _sheets(study, chosen, title)
    if form == "pdf":
        return report.people_pdf(found)
    if form == "json":
        plain = report.people_plain(found, chosen)
        return (json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
    text = report.people_markdown(found) if form == "md" else report.people_html(found)
    return text.encode()


def export_report(study: OpenStudy, edits: Sequence[Mapping[str, Any]] | None = None, *, title: str = "") -> bytes:
    """The short report as PDF: headline, totals, verdict, groups, and a sheet for each persona.

    edits, title    as in :func:`export_personas`.
    """
    cards = [card.plain() for card in personas.cards(study.personas, ())] if edits is None else list(edits)
    found = _sheets(study, [card for card in cards if _wanted(card, None)], title)
    return report.study_pdf(study.summary, study.verdict, study.segments, found)


def export_evidence(study: OpenStudy) -> bytes:
    """Every statistic of a study as CSV, one a row, that no spreadsheet runs; ``from`` holds the keys it rests on."""
    with study.engine() as engine, TemporaryDirectory() as place:
        engine.add_parquet("evidence", [study.folder / "evidence.parquet"])
        names = ", ".join(ident(name) for name in engine.columns("evidence") if name in EVIDENCE)
        rows = engine.collect(
            f"SELECT {names}, array_to_string({ident('from')}, ' ') AS {ident('from')} FROM evidence", order_by=["key"]
        )
        path = Path(place) / "evidence.csv"
        report.write_list(rows, engine, path, "key")
        return path.read_bytes()


def export_customers(
    study: OpenStudy,
    path: str | Path,
    *,
    segment: str | None = None,
    where: object = None,
    search: str = "",
    columns: Sequence[str] | None = None,
    consent: str | None = None,
    floor: int = guard.FLOOR,
) -> Exported:
    """Customers of a study as a file: CSV, Excel, Parquet or JSON, by the ending of its name.

    segment, where, search    as in :meth:`OpenStudy.members`.
    columns    wanted beside the id; None takes all.
    consent    the column that says who may be written to: everybody without a yes is left out. None takes the column
               that most likely says so, "" none.
    floor      the fewest customers that may leave.
    Returns    where the file is, how many it holds and how many were left out.
    Raises     WrongWords (COT-123, COT-151 to COT-160).
    """
    target = Path(path)
    if target.suffix.lower().lstrip(".") not in CUSTOMER_FORMS:
        known = ", ".join(f".{form}" for form in CUSTOMER_FORMS)
        raise WrongWords(Problem("COT-158", f"the file {target.name}", f"a name that ends in one of {known}"))
    told = study.consent if consent is None else consent
    rows, without = report.consenting(study.rows(segment, where, search), told)
    held = len(rows["customer_id"])
    if held < floor:
        left_out = f", those without consent ({told}) left out" if told else ""
        raise WrongWords(Problem("COT-159", f"fewer than {floor} customers would be on the list{left_out}"))
    kept = report.chosen(rows, columns)
    title = study.segment_name(segment) or "Customers"
    with study.engine() as engine:
        ledger.publish_file(target, lambda draft: report.write_customers(kept, engine, draft, {"name": title}))
    return Exported(target, held, without, told)


def _wanted(card: Mapping[str, Any], segment: str | None) -> bool:
    return card["segment"] == segment if segment is not None else not card["archived"] and not card["merged_into"]


def _sheets(study: OpenStudy, cards: Sequence[Mapping[str, Any]], title: str) -> report.Sheets:
    said = title or str(study.run.get("title", "")) or "Your data"
    return report.sheets(cards, study.segments, said, str(study.summary["as_of"] or ""), int(study.run["seed"]))
