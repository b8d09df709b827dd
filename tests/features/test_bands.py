import numpy as np
import pytest

from coterie.features.bands import band_labels, band_of, quantile_edges, supervised_edges, with_bands
from coterie.terms import CustomerTable, Trait, WrongWords


def table(**more):
    n = 200
    income = np.linspace(10_000.0, 90_000.0, n)
    columns = {"income": income, "revenue": np.where(income < 50_000, 10.0, 90.0), **more}
    traits = tuple(Trait(name, name, "value" if name == "revenue" else "demographic", "numeric") for name in columns)
    ids = np.array([f"c{i:03d}" for i in range(n)], dtype=object)
    return CustomerTable(ids, columns, traits)


def test_quantile_bands_are_about_equal_and_never_split_a_tie():
    values = np.array([1.0] * 50 + [2.0] * 30 + [3.0] * 20)
    edges = quantile_edges(values)
    assert edges == (2.0, 3.0)
    assert np.bincount(band_of(values, edges).astype(int)).tolist() == [50, 30, 20]


def test_one_value_has_no_bands():
    assert quantile_edges(np.array([5.0, 5.0, np.nan])) == ()
    assert quantile_edges(np.array([np.nan])) == ()


def test_supervised_edges_find_where_the_target_changes():
    x = np.arange(300.0)
    y = np.where(x < 100, 0.0, np.where(x < 250, 5.0, 1.0))
    assert supervised_edges(x, y) == (99.5, 249.5)


def test_supervised_edges_do_not_follow_noise():
    rng = np.random.default_rng(0)
    assert supervised_edges(np.arange(2000.0), rng.normal(size=2000)) == ()


def test_supervised_edges_do_not_depend_on_row_order():
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 50, 500).astype(float), rng.normal(size=500)
    y += x > 20
    order = rng.permutation(500)
    assert supervised_edges(x, y) == supervised_edges(x[order], y[order])


def test_bands_cover_everything_without_overlap():
    edges = (2.0, 5.0)
    assert band_of(np.array([-1e9, 1.99, 2.0, 4.99, 5.0, 1e9]), edges).tolist() == [0, 0, 1, 1, 2, 2]
    assert band_labels(edges) == ("under 2", "2 to under 5", "5 or more")


def test_income_is_banded_unasked_and_the_raw_value_is_kept():
    made = with_bands(table(), {})
    assert made.trait("income").edges == made.trait("income_band").edges != ()
    assert made.trait("income_band").kind == "ordered"
    assert made.trait("income_band").derived == ("income",)
    assert (made.columns["income"] == table().columns["income"]).all()
    assert len(made.trait("income_band").levels) == 5


def test_given_edges_are_used_as_given():
    made = with_bands(table(age=np.linspace(18, 80, 200)), {"age": (30.0, 50.0)})
    assert made.trait("age").edges == (30.0, 50.0)
    assert made.trait("age_band").levels == ("under 30", "30 to under 50", "50 or more")


def test_supervised_bands_separate_revenue():
    (edge,) = with_bands(table(), {"income": "supervised"}).trait("income").edges
    assert 49_000 < edge < 51_000


@pytest.mark.parametrize("asked", [{"income": (5.0, 1.0)}, {"income": "magic"}, {"income": ()}, {"nobody": "quantile"}])
def test_bands_that_cannot_be_made_are_refused_by_name(asked):
    with pytest.raises(WrongWords, match="COT-604"):
        with_bands(table(), asked)
