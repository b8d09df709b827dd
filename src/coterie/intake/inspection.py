"""What is this file? Its kind, its mapping with examples, its types and its quality, for a person to check."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coterie.engine import Engine
from coterie.intake.accounts import rejected_table, source_table, tally
from coterie.intake.attributes import Attribute
from coterie.intake.checks_orders import totals
from coterie.intake.coming import run_orders
from coterie.intake.facts import look
from coterie.intake.guess import guess_kind
from coterie.intake.load import Seen, checks, job_of, mapping_of, see
from coterie.intake.offers import columns_seen, consent_offered, consequence, kinds_offered, questions
from coterie.intake.plain import plain_steps
from coterie.intake.quality import as_check
from coterie.intake.reading import read
from coterie.terms import CODES, SPECS, Account, DataRefused, Mapping, Problem, QualityReport, Words, WrongWords

_WIDTH = 100
_OF_THE_WHOLE = ("COT-514", "COT-515", "COT-524", "COT-528")  # how far the days reach: the first rows cannot tell


@dataclass(frozen=True)
class Inspected:
    """What was found of one path.

    kind       the guessed kind of source, "" where none fits; ``sure`` 0 to 1.
    account    rows read, accepted, rejected and duplicate; None where the rows could not be judged.
    currency   the one currency of the orders; "" where the file names none, or several.
    offer      what a person could choose instead: ``kinds``, ``questions``, ``seen`` columns, ``consent``, and the
               ``unused`` columns that were said to be left out.
    """

    path: str
    kind: str
    sure: float
    rows: int
    facts: dict[str, str]
    columns: tuple[str, ...]
    attributes: tuple[Attribute, ...] = ()
    quality: QualityReport = field(default_factory=QualityReport)
    account: Account | None = None
    currency: str = ""
    offer: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Inspection:
    """The files looked at, and the mapping that a study of them would use."""

    files: tuple[Inspected, ...]
    mapping: Mapping

    def lines(self) -> list[str]:
        """Lines of text for a terminal, at most 100 characters wide where the cells allow it."""
        out: list[str] = []
        for each in self.files:
            out += [*_head(each), *_columns(each, self.mapping), *_checks(each), ""]
        return out[:-1]

    def __repr__(self) -> str:
        return "\n".join(self.lines())

    def as_json(self) -> dict[str, object]:
        """The same as plain dictionaries and lists."""
        return {"files": [_file_json(f, self.mapping) for f in self.files]}


def inspect(
    engine: Engine, paths: Sequence[str], words: Words, kinds: Sequence[str] = (), most: int | None = None
) -> Inspection:
    """Look at each path: guess its kind and mapping, judge its rows, check its quality.

    paths     files, folders or globs; each is looked at by itself.
    words     corrections; a kind named in them is believed where the guess of a single file differs.
    kinds     for each path the kind that a person named, "" where it is to be guessed; () guesses all.
    most      rows of a delimited text that are looked at, with the rest of their block; None looks at all.
    Raises    WrongWords (COT-308) for words no file can follow; DataRefused where no path could be read.
    """
    found: list[Inspected] = []
    seen: list[Seen] = []
    problems: list[Problem] = []
    for i, path in enumerate(paths):
        try:
            told = kinds[i] if i < len(kinds) else ""
            each, one = _one(engine, (str(path), f"raw_{i}", most), words, len(paths) == 1, told)
        except DataRefused as refused:
            problems += refused.problems
            continue
        found.append(each)
        seen += [one] if one else []
    if problems:
        raise DataRefused(problems)
    wrong = [p for s in seen for p in s.bound.words]
    if wrong:
        raise WrongWords(wrong)
    return Inspection(tuple(found), mapping_of(seen, words))


def _one(
    engine: Engine, what: tuple[str, str, int | None], words: Words, alone: bool, told: str
) -> tuple[Inspected, Seen | None]:
    path, name, most = what
    raw = read(engine, path, name, most=most)
    facts = look(engine, raw)
    kind, sure = guess_kind(facts)
    said = {*words.columns, *words.dates, *words.decimals, *(words.saved.sources if words.saved else ())}
    if told:
        kind, sure = told, 1.0
    elif alone and len(said) == 1:
        kind, sure = said.pop(), 1.0
    columns = tuple(c.name for c in raw.columns)
    offer: dict[str, object] = {"kinds": kinds_offered(facts), "seen": columns_seen(facts, None, ())}
    plain = Inspected(path, kind, sure, raw.rows + raw.bad, raw.files[0].facts, columns, offer=offer)
    if not kind:
        names = ", ".join(columns[:20])
        problem = Problem("COT-313", f"{path} fits no kind of source. Its columns are: {names}")
        return replace(plain, quality=QualityReport().with_checks(replace(as_check(problem, ""), grade="warn"))), None
    seen = see(engine, raw, kind, words)
    plain = replace(plain, offer={**offer, **_offer(seen)})
    blocks = [as_check(p, kind) for p in seen.bound.data]
    if blocks or seen.bound.words:
        return replace(plain, attributes=seen.attributes, quality=QualityReport().with_checks(*blocks)), seen
    job = job_of(seen, None, words.dedupe == "lines")
    if kind == "orders":
        job = run_orders(engine, job)
    else:
        engine.run_all(plain_steps(job, seen.attributes))
    rejected_table(engine, [job])
    tallied = tally(engine, job) if kind == "orders" else None
    whole = totals(engine) if kind == "orders" else None
    found = checks(engine, [seen], [job], tallied, whole)
    if "looked at" in plain.facts:
        found = [each for each in found if each.code not in _OF_THE_WHOLE]
    report = QualityReport().with_checks(*found)
    account = source_table(engine, job, (), tallied).account
    paid = _currency(engine) if kind == "orders" else ""
    return replace(plain, attributes=seen.attributes, quality=report, account=account, currency=paid), seen


def _currency(engine: Engine) -> str:
    least, most = engine.one("select min(currency), max(currency) from orders")
    return str(least) if least is not None and least == most else ""


def _offer(seen: Seen) -> dict[str, object]:
    return {
        "questions": questions(seen.facts, seen.bound.map),
        "seen": columns_seen(seen.facts, seen.bound.map, seen.attributes),
        "consent": consent_offered(seen.attributes) if seen.kind == "customers" else "",
        "unused": [{"name": name, "source": column.name} for column, name in seen.bound.unused],
    }


def _head(each: Inspected) -> list[str]:
    what = f"{each.kind}, {SPECS[each.kind].row} a row ({each.sure:.0%} sure)" if each.kind else "unknown"
    facts = ", ".join(f"{k} {v}" for k, v in each.facts.items() if k != "duplicate_of")
    out = [each.path, f"  kind      {what}", f"  read      {each.rows:,} rows, {len(each.columns)} columns ({facts})"]
    if each.account:
        a = each.account
        out.append(f"  rows      {a.accepted:,} taken, {a.rejected:,} left out, {a.duplicate:,} seen before")
    return out


def _columns(each: Inspected, mapping: Mapping) -> list[str]:
    source = mapping.sources.get(each.kind)
    if source is None:
        return [f"  columns   {', '.join(each.columns)}"]
    rows = [("we call it", "in the file", "sure", "written", "examples")]
    for c in source.columns:
        spec = SPECS[each.kind].column(c.canonical)
        number = spec is not None and spec.type in ("money", "quantity", "number")
        how = c.date or ("1,234.56" if c.decimal == "." else "1.234,56") if number or c.date else ""
        rows.append(
            (c.canonical, c.source, "said" if c.by == "person" else f"{c.sure:.0%}", how, " | ".join(c.examples))
        )
    rows += [(a.name, a.raw.name, "", a.type.lower(), "") for a in each.attributes]
    widths = [max(len(r[i]) for r in rows) for i in range(4)]
    out = ["", *("  " + "  ".join(r[i].ljust(widths[i]) for i in range(4)) + "  " + r[4][:_WIDTH] for r in rows)]
    missing = [c.name for c in SPECS[each.kind].columns if source.get(c.name) is None]
    out += [f"  not in the file: {', '.join(missing)}"] if missing else []
    out += [f"  not used: {', '.join(source.ignored)}"] if source.ignored else []
    return [line.rstrip() for line in out]


def _checks(each: Inspected) -> list[str]:
    if not each.quality.checks:
        return ["", "  quality   nothing to report"]
    out = [""]
    for c in each.quality.checks:
        out.append(f"  {c.grade:5}  {c.code}  {c.title}: {c.found}")
        remedy = c.remedy or CODES[c.code].remedy
        out += [f"{'':18}{remedy}"] if remedy and c.grade != "info" else []
    return out


def _file_json(each: Inspected, mapping: Mapping) -> dict[str, object]:
    source = mapping.sources.get(each.kind)
    columns = [
        {"canonical": c.canonical, "source": c.source, "date": c.date, "decimal": c.decimal, "by": c.by, "sure": c.sure,
         "examples": list(c.examples)}
        for c in (source.columns if source else ())
    ]  # fmt: skip
    return {
        "path": each.path,
        "kind": each.kind,
        "sure": each.sure,
        "rows": each.rows,
        "facts": dict(each.facts),
        "columns": columns,
        "attributes": [{"name": a.name, "source": a.raw.name, "type": a.type} for a in each.attributes],
        "ignored": list(source.ignored) if source else list(each.columns),
        "account": None if each.account is None else dict(each.account.__dict__),
        "consequence": consequence(each.account, each.currency),
        "offer": each.offer,
        "checks": [
            {"code": c.code, "grade": c.grade, "title": c.title, "found": c.found, "column": c.column, "count": c.count,
             "unit": c.unit, "amount": c.amount, "examples": list(c.examples), "remedy": c.remedy}
            for c in each.quality.checks
        ],
    }  # fmt: skip
