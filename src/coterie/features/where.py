"""Which rows of the customers table meet some conditions? The conditions as a WHERE, values as typed literals."""

from datetime import date

from coterie.engine import ident, literal
from coterie.terms import Condition, Conditions


def where(conditions: Conditions) -> str:
    """One SQL expression over the columns of ``customers.parquet``; it is never null for "known" alone.

    Names are quoted and values are literals of the engine: nothing that a person typed is pasted.
    """
    if not conditions.parts:
        return "TRUE" if conditions.how == "all" else "FALSE"
    joint = " AND " if conditions.how == "all" else " OR "
    return "(" + joint.join(where(p) if isinstance(p, Conditions) else _one(p) for p in conditions.parts) + ")"


def _one(condition: Condition) -> str:
    trait, compared, value = condition.trait, condition.compared, condition.value
    column = ident(trait.name)
    if compared == "known":
        return f"{column} IS {'NOT ' if value else ''}NULL"
    if isinstance(value, bool):
        return f"CAST({column} AS BOOLEAN) = {literal(value)}"
    if isinstance(value, tuple):
        return f"{column} {compared.upper()} ({', '.join(_literal(each) for each in value)})"
    if trait.kind == "date" and isinstance(value, date):
        return f"CAST({column} AS DATE) {compared} {literal(value)}"
    if trait.kind == "ordered" and isinstance(value, str):
        levels = _levels(trait.levels, compared, value)
        return f"{column} IN ({', '.join(literal(each) for each in levels)})" if levels else "FALSE"
    return f"{column} {compared} {_literal(value)}"


def _literal(value: object) -> str:
    return literal(float(value)) if isinstance(value, int | float) else literal(str(value))


def _levels(levels: tuple[str, ...], compared: str, value: str) -> tuple[str, ...]:
    """The levels on that side of a level; they are ordered from low to high."""
    at = levels.index(value)
    if compared == "=":
        return (value,)
    kept = {">=": levels[at:], ">": levels[at + 1 :], "<=": levels[: at + 1], "<": levels[:at]}
    return kept[compared]
