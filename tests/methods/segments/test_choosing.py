import json

import numpy as np
import pytest

import groups
from coterie.methods.forms import score
from coterie.methods.segments import choose, evidence
from coterie.terms import CustomerTable, Evidence, Slice, Trait, WrongWords

TABLE, KIND = groups.planted()
SLICE = groups.future(TABLE, np.choose(KIND, [100.0, 10.0, 1.0]))


def _choose(table=TABLE, inner=(SLICE,), outer=SLICE, **more):
    return choose(table, inner, outer, budget_seconds=1.0, **more)


@pytest.fixture(scope="module")
def found():
    return _choose(yardsticks={"predicted value": TABLE.columns["revenue"]})


def test_planted_groups_are_found_named_and_ordered_by_value(found):
    assert found.k >= 3
    for label in range(found.k):
        assert len(set(KIND[found.now.labels == label])) == 1
    means = [TABLE.columns["revenue"][found.now.labels == i].mean() for i in range(found.k)]
    assert means == sorted(means, reverse=True)
    assert len({s.name for s in found.segments}) == found.k


def test_sizes_and_rules_are_those_of_the_labels(found):
    for place, segment in enumerate(found.segments):
        inside = found.now.labels == place
        assert segment.size == inside.sum()
        assert segment.rule is not None
        keep = np.ones(len(TABLE), dtype=bool)
        for trait, sign, threshold in segment.rule.conditions:
            values = TABLE.columns[trait]
            keep &= values >= threshold if sign == ">=" else values < threshold
        assert segment.rule.precision == (keep & inside).sum() / keep.sum()
        assert segment.rule.coverage == (keep & inside).sum() / inside.sum()


def test_the_scoreboard_holds_candidates_and_yardsticks_with_intervals(found):
    rows = {(s.method, s.candidate) for s in found.scoreboard}
    for name in ("random", "rfm-recipe", "past-spend deciles", "predicted value deciles"):
        assert (name, False) in rows
    assert {"kmeans", "mixture", "tiers", "shopify11"} <= {s.method for s in found.scoreboard if s.candidate}
    assert sum(s.chosen for s in found.scoreboard) == 1
    for row in found.scoreboard:
        assert row.top20_share is not None
        assert row.top20_share.low <= row.top20_share.value <= row.top20_share.high


def test_the_saved_model_gives_every_customer_the_same_label_and_confidence(found):
    again = score(json.loads(json.dumps(found.model)), TABLE)
    assert (again.labels == found.now.labels).all()
    assert (again.confidence == found.now.confidence).all()
    for i in range(0, len(TABLE), 101):
        one = CustomerTable(TABLE.ids[[i]], {n: v[[i]] for n, v in TABLE.columns.items()}, TABLE.traits, TABLE.window)
        assert score(found.model, one).labels[0] == found.now.labels[i]


def test_the_past_is_numbered_as_now(found):
    assert found.past is not None
    assert found.agreement == 1.0
    assert (found.past.labels == found.now.labels).all()


def test_every_number_of_the_reason_is_a_statistic(found):
    store = Evidence()
    store.extend(evidence(found, TABLE, SLICE))
    values = {round(s.estimate, 6) for s in store} | {round(s.estimate * 100) for s in store}
    for word in found.reason.replace(",", "").replace(";", " ").replace(".", " ").split():
        if word.isdigit():
            assert int(word) in values
    assert store.find("customers", "segment:s1").estimate == found.segments[0].size
    assert store.find("top20_share", "method:random-10", policy="holdout").low is not None


def test_a_second_run_is_identical_and_labels_go_with_ids():
    one, two = _choose(method="kmeans", k=3), _choose(method="kmeans", k=3)
    assert one.model == two.model
    assert one.reason == two.reason
    order = np.random.default_rng(0).permutation(len(TABLE))
    back = np.argsort(TABLE.ids[order])
    columns = {n: v[order][back] for n, v in TABLE.columns.items()}
    assert (
        _choose(CustomerTable(TABLE.ids, columns, TABLE.traits, TABLE.window), method="kmeans", k=3).model == one.model
    )


def test_noise_is_not_stable_and_the_reason_says_so():
    table = groups.noise(600)
    found = choose(table, (), None, method="kmeans", k=8, budget_seconds=1.0)
    assert found.mean_jaccard < 0.75
    assert "less than the 75 %" in found.reason
    assert "not known" in found.unjudged


def test_groups_that_say_nothing_about_the_future_are_called_so():
    table = groups.noise()
    found = choose(table, (), groups.future(table, 5.0), method="tiers", budget_seconds=1.0)
    assert "no better than groups drawn by lot" in found.unjudged


def test_a_baseline_that_does_better_is_named():
    table = groups.noise()
    signal = np.random.default_rng(9).uniform(0, 1, len(table))
    found = choose(table, (), groups.future(table, 100 * signal**8), method="tiers", yardsticks={"oracle": signal})
    assert found.beaten_by == ("oracle deciles",)
    assert "rank them by oracle" in found.unjudged
    assert "oracle deciles" in next(s for s in found.scoreboard if s.chosen).note


def test_attributes_alone_are_grouped_and_what_was_not_judged_is_said():
    rng = np.random.default_rng(0)
    kind = np.arange(300) % 3
    traits = (
        Trait("wine", "Spend on wine", "value", "numeric", "currency", forming=True),
        Trait("visits", "Visits to the shop", "behavioural", "numeric", forming=True),
        Trait("income", "Income", "demographic", "numeric"),
    )
    columns = {
        "wine": np.choose(kind, [500.0, 20.0, 20.0]) + rng.normal(0, 3, 300),
        "visits": np.choose(kind, [2.0, 2.0, 20.0]) + rng.normal(0, 0.2, 300),
        "income": rng.normal(0, 1, 300),
    }
    table = CustomerTable(groups.ids(300), columns, traits)
    found = choose(table, (), None, budget_seconds=1.0)
    assert found.k == 3
    assert found.forming == ("wine", "visits")
    assert found.past is None
    assert "shopify11" in found.skipped
    assert {s.name for s in found.segments} >= {"High spend on wine, low visits to the shop"}
    assert all(s.top20_share is None for s in found.scoreboard)


@pytest.mark.parametrize("n", [0, 1, 3, 12, 99])
@pytest.mark.parametrize("alike", [True, False])
def test_too_few_customers_get_tiers_or_one_group_and_reasons(n, alike):
    rng = np.random.default_rng(0)
    each = [np.full(n, 3.0)] * 3 if alike else [rng.integers(1, 99, n).astype(float) for _ in range(3)]
    table = groups.table(*each)
    outer = groups.future(table, 5.0)
    found = _choose(table, (outer,), outer)
    assert found.method in ("tiers", "everyone")
    assert len(found.now.labels) == n
    assert found.skipped["kmeans"] == f"needs 100 customers, found {n}"
    assert evidence(found, table, outer)


def test_constant_traits_make_one_group():
    found = _choose(groups.table(np.ones(400), np.ones(400), np.ones(400)), (), None)
    assert (found.method, found.k) == ("everyone", 1)


def test_a_missing_or_infinite_value_does_not_stop_anything():
    columns = {n: v.copy() for n, v in TABLE.columns.items()}
    columns["revenue"][:5] = np.nan
    columns["orders"][5:9] = np.inf
    found = _choose(CustomerTable(TABLE.ids, columns, TABLE.traits, TABLE.window), (), None)
    assert len(found.now.labels) == len(TABLE)


def test_a_single_huge_customer_does_not_swallow_the_rest():
    columns = {n: v.copy() for n, v in TABLE.columns.items()}
    columns["revenue"][0] = 1e12
    found = _choose(CustomerTable(TABLE.ids, columns, TABLE.traits, TABLE.window), (), None)
    assert min(s.size for s in found.segments) >= 30


def test_a_method_asked_for_is_used_with_its_own_group_names():
    found = _choose(method="klaviyo6")
    assert found.method == "klaviyo6"
    assert {s.name for s in found.segments} <= {
        "Champions",
        "Loyal",
        "Recent",
        "Needs attention",
        "At risk",
        "Inactive",
    }
    assert set(found.on_a_cut) == {"recency_days", "orders", "revenue"}
    assert (found.past.labels == found.now.labels).all()


def test_soft_methods_give_memberships_that_sum_to_one():
    found = _choose(method="mixture", k=3)
    assert found.now.memberships.shape == (len(TABLE), 3)
    assert np.allclose(found.now.memberships.sum(axis=1), 1)
    assert (found.now.confidence == found.now.memberships.max(axis=1)).all()


def test_a_grid_of_the_mapping_file_can_be_asked_for():
    rows = [{"f": [1, 1], "name": "Once"}, {"f": [2, 2], "name": "Often"}]
    found = _choose(method="mine", grids={"mine": {"levels": 2, "rows": rows}})
    assert [s.name for s in found.segments] == ["Often", "Once"]


@pytest.mark.parametrize(
    ("words", "code"), [({"method": "magic"}, "COT-701"), ({"k": 1}, "COT-702"), ({"k": 99}, "COT-702")]
)
def test_wrong_words_are_refused_with_what_is_known(words, code):
    with pytest.raises(WrongWords, match=code):
        _choose(**words)


def test_many_traits_are_borne():
    rng = np.random.default_rng(0)
    traits = tuple(Trait(f"t{j}", f"Trait {j}", "behavioural", "numeric", forming=True) for j in range(60))
    table = CustomerTable(groups.ids(150), {t.name: rng.normal(0, 1, 150) for t in traits}, traits)
    found = choose(table, (), None, budget_seconds=1.0)
    assert len(found.now.labels) == 150


def test_a_group_that_is_empty_today_keeps_its_place_for_the_past():
    recency = np.concatenate([np.arange(200.0), np.arange(200.0)])
    past = groups.table(recency, np.arange(400) % 9 + 1.0, np.arange(400) * 3.0)
    now = groups.table(np.full(400, 5.0), np.arange(400) % 9 + 1.0, np.arange(400) * 3.0)
    outer = Slice(past, groups.FUTURE, np.ones(400), np.ones(400))
    found = choose(now, (), outer, method="quintile125", budget_seconds=1.0)
    assert found.past.labels.max() < len(found.segments)


def test_a_short_budget_is_said_in_the_reason():
    short = choose(TABLE, (), None, method="kmeans", k=3, budget_seconds=0.001)
    assert "re-draws (fewer than usual, to stay within the time of this step)" in short.reason
    assert "fewer than usual" not in choose(TABLE, (), None, method="kmeans", k=3).reason
