"""Does every way of grouping keep what all of them promise? Methods are found through the room's own list."""

import json
import pickle

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

import odd_tables as tables
from coterie.measure.agreement import adjusted_rand
from coterie.methods.forms import Model, score
from coterie.methods.segments import PRESETS, choose
from coterie.methods.segments.candidates import Candidate, field_of, fit, raw
from coterie.methods.segments.grid_tables import table as cells_of
from coterie.methods.segments.registry import OWN, methods
from coterie.methods.segments.sheet import Sheet, categories_of, forming_of, sheet_of, value_of
from coterie.terms import CustomerTable

NAMES = (*PRESETS, "tiers", *(method.name for method in OWN), "halves")
USUAL, KIND = tables.ordinary()


@pytest.fixture(autouse=True)
def _one_thread():
    with threadpool_limits(limits=1):
        yield


def candidate(name: str, sheet: Sheet, k: int = 3) -> Candidate:
    """The way of grouping with three groups, or with those it finds."""
    if name in PRESETS:
        return Candidate(name, len(cells_of(PRESETS[name])[1]), "grid", PRESETS[name])
    if name == "tiers":
        return Candidate(name, 3, "tiers")
    way = methods()[name]
    levels = (*(0 for _ in sheet.forming), *(len(w) for w in sheet.levels.values())) if way.mixed else ()
    return Candidate(name, k if way.searched else 0, "found", way=way, levels=levels)


def sheet(table: CustomerTable) -> Sheet:
    return sheet_of(table, forming_of(table), value_of(table), categories_of(table))


def fitted(name: str, table: CustomerTable, seed: int = 0, k: int = 3, rough: bool = False) -> tuple[Model, np.ndarray]:
    here = sheet(table)
    chosen = candidate(name, here, k)
    return fit(chosen, here, seed, rough=rough), raw(chosen, here)


def labels(name: str, table: CustomerTable, seed: int = 0, k: int = 3) -> np.ndarray:
    model, x = fitted(name, table, seed, k)
    return model.score(x).labels


def same(a: np.ndarray, b: np.ndarray) -> bool:
    return adjusted_rand(a, b) == pytest.approx(1.0)


def test_every_method_of_the_list_is_in_this_suite():
    assert set(NAMES) == {*PRESETS, "tiers", *methods()}


@pytest.mark.parametrize("name", NAMES)
class TestEveryMethod:
    def test_shuffled_rows_move_nobody(self, name):
        order = np.random.default_rng(9).permutation(len(USUAL))
        assert same(labels(name, USUAL)[order], labels(name, tables.shuffled(USUAL, order)))

    def test_the_same_seed_gives_the_same_model(self, name):
        assert fitted(name, USUAL, 5)[0].to_json() == fitted(name, USUAL, 5)[0].to_json()

    def test_a_model_survives_pickle_and_json(self, name):
        model, x = fitted(name, USUAL)
        for again in (
            pickle.loads(pickle.dumps(model)),
            Model.from_json(json.loads(json.dumps(model.to_json(), allow_nan=False))),
        ):
            assert again.to_json() == model.to_json()
            assert (again.score(x).labels == model.score(x).labels).all()

    def test_a_saved_model_scores_the_table_itself(self, name):
        model, x = fitted(name, USUAL)
        assert (score(model.to_json(), USUAL).labels == model.score(x).labels).all()

    def test_fitting_does_not_change_its_input(self, name):
        before = {column: values.copy() for column, values in USUAL.columns.items()}
        fitted(name, USUAL)
        for column, values in USUAL.columns.items():
            np.testing.assert_array_equal(values, before[column])

    def test_one_customer_is_scored_as_in_a_crowd(self, name):
        model, x = fitted(name, USUAL)
        crowd = model.score(x)
        for i in (0, 1, 2, 77):
            alone = model.score(x[i : i + 1])
            assert alone.labels[0] == crowd.labels[i]
            if crowd.memberships is not None:
                assert (alone.memberships[0] == crowd.memberships[i]).all()

    def test_nobody_is_scored_without_failing(self, name):
        model, x = fitted(name, USUAL)
        assert model.score(x[:0]).labels.shape == (0,)

    def test_numbers_are_within_the_groups_and_memberships_are_shares(self, name):
        model, x = fitted(name, USUAL)
        found = model.score(x)
        assert found.labels.min() >= 0
        assert found.labels.max() < model.form.k
        if found.memberships is not None:
            assert found.memberships.shape == (len(x), model.form.k)
            assert found.memberships.min() >= 0
            np.testing.assert_allclose(found.memberships.sum(axis=1), 1, atol=1e-9)
            assert (found.memberships.argmax(axis=1) == found.labels).all()

    def test_renumbering_moves_nobody(self, name):
        model, x = fitted(name, USUAL)
        order = list(range(model.form.k))[::-1]
        again = model.reorder(order).score(x).labels
        assert (np.asarray(order)[again] == model.score(x).labels).all()

    def test_planted_kinds_are_told_apart(self, name):
        if name == "halves":
            pytest.skip("two groups cannot tell three kinds apart")
        assert adjusted_rand(labels(name, USUAL), KIND) > (0.15 if name in (*PRESETS, "tiers") else 0.5)

    @pytest.mark.parametrize("odd", tables.odd_tables())
    def test_odd_data_give_an_answer(self, name, odd):
        table = tables.odd_tables()[odd]
        found = labels(name, table)
        assert len(found) == len(table)
        assert (found >= 0).all()

    def test_one_customer_and_more_groups_than_customers_give_an_answer(self, name):
        assert len(labels(name, tables.first(USUAL, 1))) == 1
        assert len(labels(name, tables.first(USUAL, 4), k=9)) == 4


@pytest.mark.parametrize("name", ["all", *(method.name for method in OWN), "halves"])
def test_no_customer_at_all_is_one_empty_group(name):
    found = choose(tables.first(USUAL, 0), (), None, method=name)
    assert len(found.now.labels) == 0


@pytest.mark.parametrize("name", [m.name for m in OWN])
def test_five_hundred_traits_give_an_answer_or_a_reason(name):
    rng = np.random.default_rng(1)
    kind = np.arange(240) % 3
    x = rng.normal(0, 1, (240, 500)) + 3 * kind[:, None] * (np.arange(500) < 50)
    wide = tables.table(x, names=tuple(f"trait{j}" for j in range(500)), plan=tables.plans(kind, rng))
    here = sheet(wide)
    field = field_of(here, name, None, {})
    if name in field.skipped:
        assert field.skipped[name].startswith(("takes at most", "needs"))
        return
    model = fit(candidate(name, here), here, 0, rough=True)
    assert len(model.score(raw(candidate(name, here), here)).labels) == 240


def test_a_method_of_another_package_is_found_used_and_set():
    found = choose(USUAL, (), None, method="halves", settings={"halves.apart": 2.0})
    assert found.method == "halves"
    assert found.k == 2
    assert found.reason.startswith("Halves with 2 groups")
    assert score(found.model, USUAL).labels.tolist() == found.now.labels.tolist()
