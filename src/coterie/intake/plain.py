"""Every kind but orders: customers and products with their attributes, events, responses, texts and touches."""

from coterie.engine import Step, ident
from coterie.intake.attributes import Attribute
from coterie.intake.judging import Job, cells_step, judged_step, ranked_step, rejected_step, values_step, verdict
from coterie.terms import SPECS, TableSpec

_SQL_TYPES = {
    "id": "varchar", "text": "varchar", "money": "bigint", "quantity": "decimal(18,3)", "moment": "timestamp",
    "number": "double", "flag": "boolean",
}  # fmt: skip


def plain_steps(job: Job, attributes: tuple[Attribute, ...] = ()) -> list[Step]:
    """The steps that make ``<kind>`` and ``<kind>_rejected`` from the raw table."""
    judged = judged_step(job, f"{job.kind}_values")
    ranked = ranked_step(job, judged.name)
    last = ranked.name if ranked else judged.name
    return [
        cells_step(job),
        values_step(job),
        judged,
        *([ranked] if ranked else []),
        _accepted_step(job, SPECS[job.kind], attributes, last),
        rejected_step(job, last),
    ]


def _accepted_step(job: Job, spec: TableSpec, attributes: tuple[Attribute, ...], source: str) -> Step:
    parts = [
        f"{c.name if job.has(c.name) else f'cast(null as {_SQL_TYPES[c.type]})'} as {c.name}"
        for c in spec.columns
        if not spec.open or job.has(c.name) or c.name in ("product", "category")
    ]
    parts += [f"{a.sql} as {ident(a.name)}" for a in attributes]
    if not spec.open:
        parts += ["cast(file as integer) as file", "cast(line as bigint) as line"]
    sql = f"select {', '.join(parts)} from {source} where {verdict(job)} is null"
    return Step(job.kind, sql, f"Accepted rows of {job.kind}: {spec.row}.")
