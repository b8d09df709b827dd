"""Customers with a planted truth: age and plan move the odds by known amounts, noise by none."""

from collections.abc import Callable

import numpy as np
import pytest

from coterie.methods.predict.sheet import Field, Sheet
from coterie.terms import CustomerTable, Trait

FIELDS = (
    Field("age", "Age", "years", "number"),
    Field("plan", "Plan", "", "level", ("basic", "gold", "trial")),
    Field("noise", "Noise", "", "number"),
)


@pytest.fixture
def planted() -> Callable[..., tuple[Sheet, np.ndarray]]:
    """A sheet and what came: log-odds = 0.08 (age - 45) - 1.5 for gold + 1.5 for trial."""

    def make(n: int = 1200, seed: int = 1) -> tuple[Sheet, np.ndarray]:
        dice = np.random.default_rng(seed)
        age, plan = dice.uniform(20, 70, n), dice.integers(0, 3, n)
        odds = 0.08 * (age - 45) + np.array([0.0, -1.5, 1.5])[plan]
        y = (dice.random(n) < 1 / (1 + np.exp(-odds))).astype(np.int64)
        ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
        return Sheet(ids, np.column_stack([age, plan, dice.normal(size=n)]), FIELDS), y

    return make


@pytest.fixture
def planted_table(planted: Callable[..., tuple[Sheet, np.ndarray]]) -> Callable[..., CustomerTable]:
    """The same customers as a table with the target "left", a code and a constant."""

    def make(n: int = 1200, seed: int = 1) -> CustomerTable:
        sheet, y = planted(n, seed)
        plan = np.array([FIELDS[1].levels[int(v)] for v in sheet.x[:, 1]], dtype=object)
        traits = (
            Trait("age", "Age", "demographic", "numeric", "years", source="customers.Age"),
            Trait("plan", "Plan", "behavioural", "categorical", source="customers.Plan", levels=FIELDS[1].levels),
            Trait("noise", "Noise", "behavioural", "numeric", source="customers.Noise"),
            Trait("code", "Code", "demographic", "id", source="customers.Code"),
            Trait("left", "Left", "behavioural", "flag", source="customers.Left"),
        )
        columns = {
            "age": sheet.x[:, 0],
            "plan": plan,
            "noise": sheet.x[:, 2],
            "code": sheet.ids,
            "left": y.astype(np.float64),
        }
        return CustomerTable(sheet.ids, columns, traits)

    return make
