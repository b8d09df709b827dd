"""Customer tables that every method must take: ordinary ones and odd ones."""

import numpy as np

from coterie.terms import CustomerTable, Trait

PLAN = ("basic", "family", "single")


def _trait(name: str, group: str = "behavioural") -> Trait:
    return Trait(name, name.capitalize(), group, "numeric", forming=True)  # type: ignore[arg-type]


def table(x: np.ndarray, names: tuple[str, ...] | None = None, plan: np.ndarray | None = None) -> CustomerTable:
    """A table of forming traits, the first three called as orders would give them, and a plan in words."""
    usual = ("recency_days", "orders", "revenue")
    named = names or tuple(usual[j] if j < 3 else f"trait{j}" for j in range(x.shape[1]))
    columns = {name: np.asarray(x[:, j], dtype=np.float64) for j, name in enumerate(named)}
    traits = [_trait(name, "value" if name == "revenue" else "behavioural") for name in named]
    if plan is not None:
        columns["plan"] = plan
        traits.append(Trait("plan", "Plan", "behavioural", "categorical", levels=PLAN))
    ids = np.array([f"c{i:06d}" for i in range(len(x))], dtype=object)
    return CustomerTable(ids, columns, tuple(traits))


def plans(kind: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A plan that goes with the kind four times in five; one in twenty is unknown."""
    words = np.array(PLAN, dtype=object)
    found = np.where(rng.random(len(kind)) < 0.8, words[kind % 3], words[rng.integers(0, 3, len(kind))])
    return np.where(rng.random(len(kind)) < 0.05, None, found)


def ordinary(n: int = 600, seed: int = 0) -> tuple[CustomerTable, np.ndarray]:
    """Three kinds of customers in three traits and a plan, with ties."""
    rng = np.random.default_rng(seed)
    kind = np.arange(n) % 3
    x = np.column_stack(
        [
            np.choose(kind, [rng.integers(0, 12, n), rng.integers(30, 60, n), rng.integers(250, 330, n)]),
            np.choose(kind, [rng.integers(12, 20, n), rng.integers(3, 6, n), np.ones(n, int)]),
            np.choose(kind, [rng.normal(900, 60, n), rng.normal(200, 20, n), rng.normal(20, 2, n)]).round(1),
        ]
    )
    return table(x, plan=plans(kind, rng)), kind


def shuffled(found: CustomerTable, order: np.ndarray) -> CustomerTable:
    """The same rows under other ids: what was row ``order[i]`` is row i."""
    columns = {name: values[order] for name, values in found.columns.items()}
    return CustomerTable(found.ids, columns, found.traits, found.window)


def first(found: CustomerTable, n: int) -> CustomerTable:
    """The first n customers."""
    columns = {name: values[:n] for name, values in found.columns.items()}
    return CustomerTable(found.ids[:n], columns, found.traits, found.window)


def with_column(found: CustomerTable, name: str, values: np.ndarray) -> CustomerTable:
    """A further forming trait."""
    return found.with_columns({name: np.asarray(values, dtype=np.float64)}, [_trait(name)])


def odd_tables() -> dict[str, CustomerTable]:
    """What a method must answer for without failing."""
    usual, _ = ordinary(300)
    n = len(usual)
    rng = np.random.default_rng(3)
    far = np.repeat(np.arange(3), 100)
    return {
        "a constant trait": with_column(usual, "same", np.full(n, 7.0)),
        "a trait twice": with_column(usual, "again", usual.columns["revenue"]),
        "a trait that is missing everywhere": with_column(usual, "unknown", np.full(n, np.nan)),
        "a trait missing for half": with_column(usual, "half", np.where(np.arange(n) % 2, 1.0 * np.arange(n), np.nan)),
        "wildly scaled traits": with_column(
            with_column(usual, "huge", rng.normal(0, 1e15, n)), "tiny", rng.normal(0, 1e-12, n)
        ),
        "all customers alike": table(np.tile([3.0, 2.0, 50.0], (n, 1))),
        "one customer far from all": table(np.vstack([np.tile([3.0, 2.0, 50.0], (n - 1, 1)), [1.0, 900.0, 1e7]])),
        "groups parted perfectly": table(np.column_stack([far * 1000.0, far * 10.0, far * 500.0])),
        "three customers": first(usual, 3),
    }
