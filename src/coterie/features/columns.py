"""How does a step's table become columns with their traits? Money to currency units, empty columns out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Columns, Engine, Step
from coterie.terms import MONEY_SCALE, Trait, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Block:
    """Some columns of the customer table, with one trait each, in the order of the customers' ids."""

    columns: Columns
    traits: tuple[Trait, ...]


def days_of(window: Window) -> dict[str, Any]:
    """The parameters ``$start`` and ``$as_of`` of a step."""
    return {"start": window.start, "as_of": window.as_of}


def read(engine: Engine, step: Step, traits: Sequence[Trait], window: Window) -> Block:
    """Run a step that makes one row per customer and hand back its columns, sorted by id.

    traits    one per column wanted; money arrives in 1/10,000 and leaves in currency units.
    Returns   the columns that hold at least one value; a column without any is left out with its trait.
    """
    engine.run(step, **days_of(window))
    found = engine.collect(f"SELECT * FROM {step.name}", order_by=["customer_id"])
    engine.drop(step.name)
    return kept({t.name: _units(found[t.name], t) for t in traits}, traits)


def kept(columns: Columns, traits: Sequence[Trait]) -> Block:
    """The columns that hold any value; a column with one value only is marked constant and forms nothing."""
    left = {t.name: values for t in traits if not np.isnan(values := columns[t.name]).all()}
    marked = tuple(_mark(t, left[t.name]) for t in traits if t.name in left)
    return Block(left, marked)


def joined(blocks: Sequence[Block]) -> Block:
    """Several blocks beside each other."""
    columns = {name: values for block in blocks for name, values in block.columns.items()}
    return Block(columns, tuple(trait for block in blocks for trait in block.traits))


def _units(values: "NDArray[Any]", trait: Trait) -> "NDArray[np.float64]":
    numbers = values.astype(np.float64)
    return numbers / MONEY_SCALE if trait.unit == "currency" else numbers


def _mark(trait: Trait, values: "NDArray[np.float64]") -> Trait:
    known = values[~np.isnan(values)]
    return replace(trait, kind="constant", forming=False) if (known == known[0]).all() else trait
