import numpy as np

from coterie.methods.segments import choose, evidence
from coterie.methods.segments.extremes import beyond, with_extremes
from coterie.terms import CustomerTable, Trait

TRAITS = (
    Trait("visits", "Visits", "behavioural", "numeric", forming=True),
    Trait("basket", "Basket", "behavioural", "numeric", forming=True),
)


def people(absurd: int) -> tuple[CustomerTable, np.ndarray]:
    """Three plain groups of 200 customers, some of whom have absurdly many visits, others an absurd debt."""
    rng = np.random.default_rng(7)
    truth = np.repeat([0, 1, 2], 200)
    visits, basket = rng.normal([30, 38, 46], 2, (200, 3)), rng.normal([150, 100, 150], 10, (200, 3))
    columns = {"visits": visits.T.ravel(), "basket": basket.T.ravel()}
    columns["visits"][rng.choice(600, absurd, replace=False)] = 50_000.0
    columns["basket"][rng.choice(600, absurd, replace=False)] = -9_000_000.0
    ids = np.array([f"c{i:03d}" for i in range(600)], dtype=object)
    return CustomerTable(ids, columns, TRAITS, None), truth


def test_a_few_absurd_values_do_not_cut_the_bulk() -> None:
    """Four of 600 are more than half a per cent: a bound by share alone would keep them as they are."""
    table, truth = people(4)
    found = choose(table, (), None, method="kmeans", k=3)
    ordinary = (table.columns["visits"] < 1000) & (table.columns["basket"] > -1000)
    pairs = np.unique(np.column_stack([truth[ordinary], found.now.labels[ordinary]]), axis=0, return_counts=True)[1]
    assert len(found.now.labels) == 600
    assert np.sort(pairs)[-3:].sum() / ordinary.sum() > 0.98


def test_who_was_set_to_a_bound_is_told_by_name_and_counted() -> None:
    table, _ = people(4)
    found = choose(table, (), None, method="kmeans", k=3)
    flagged = with_extremes(table, found).columns["set_to_bound"]
    absurd = table.columns["visits"] > 1000
    assert all("Visits" in each for each in flagged[absurd].tolist())
    assert (flagged == None).sum() > 570  # noqa: E711
    counted = {s.metric: s.estimate for s in evidence(found, table, None) if s.metric.startswith("set_to_bound")}
    assert counted == {f"set_to_bound:{name}": rows.sum() for name, rows in beyond(table, found).items()}


def test_tiers_bound_nobody() -> None:
    table, _ = people(4)
    spending = Trait("spend", "Spend", "value", "numeric")
    table = table.with_columns({"spend": np.arange(600.0)}, (spending,))
    found = choose(table, (), None, method="tiers")
    assert with_extremes(table, found) is table
