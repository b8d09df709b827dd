import numpy as np

from coterie.methods.segments.explanation import explain, plain_cut, select
from coterie.terms import Trait

TRAITS = (
    Trait("orders", "Orders", "behavioural", "numeric"),
    Trait("recency_days", "Days since the last order", "behavioural", "numeric", "days"),
)


def test_a_planted_rule_is_found_in_plain_numbers():
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.integers(1, 12, 500), rng.integers(0, 300, 500)]).astype(float)
    labels = np.where((x[:, 0] >= 6) & (x[:, 1] < 31), 0, 1)
    found = explain(x, labels, 2, TRAITS)
    assert found.fidelity > 0.99
    rule = found.rules[0]
    assert ("orders", ">=", 6.0) in rule.conditions
    assert rule.precision == 1
    assert rule.coverage > 0.9
    assert rule.text.startswith(("Orders at least 6", "Days since the last order below"))


def test_a_missing_value_meets_no_condition():
    x = np.array([[1.0, np.nan], [7.0, 3.0]])
    assert select(x, [(1, "<", 5.0)]).tolist() == [False, True]
    assert select(x, []).all()


def test_one_group_or_constant_traits_need_no_explanation():
    assert explain(np.ones((9, 2)), np.arange(9) % 2, 2, TRAITS) is None
    assert explain(np.ones((9, 2)), np.zeros(9, dtype=np.int64), 1, TRAITS) is None


def test_a_plain_cut_parts_the_same_customers():
    values = np.unique(np.random.default_rng(1).lognormal(3, 2, 400).round(3))
    for at in range(0, len(values) - 1, 7):
        threshold = (values[at] + values[at + 1]) / 2
        cut = plain_cut(values, threshold)
        assert ((values < cut) == (values <= threshold)).all()


CHANNEL = Trait("channel", "Channel", "behavioural", "categorical", levels=("app", "shop", "web"))


def of_words() -> tuple[np.ndarray, np.ndarray]:
    """Orders and a channel, missing for some; the first group are those of the web with six orders or more."""
    rng = np.random.default_rng(2)
    x = np.column_stack([rng.integers(1, 12, 600), rng.integers(0, 3, 600)]).astype(float)
    x[::50, 1] = np.nan
    return x, np.where((x[:, 0] >= 6) & (x[:, 1] == 2), 0, 1)


def test_a_rule_names_levels_in_plain_words():
    x, labels = of_words()
    found = explain(x, labels, 2, (TRAITS[0], CHANNEL))
    assert found.fidelity == 1
    assert set(found.rules[0].conditions) == {("orders", ">=", 6.0), ("channel", "in", ("web",))}
    assert found.rules[0].precision == found.rules[0].coverage == 1
    assert "Channel web" in found.rules[0].text


def test_a_rule_of_levels_counts_nobody_of_whom_none_is_known():
    x, labels = of_words()
    assert select(x, [(1, "in", (0.0, 2.0))]).sum() == np.isin(x[:, 1], [0, 2]).sum() < 588
    tree = explain(x, labels, 2, (TRAITS[0], CHANNEL)).tree
    assert type(tree).from_json(tree.to_json()) == tree
    assert (tree.labels(x[np.isnan(x[:, 1])]) == 1).all()
