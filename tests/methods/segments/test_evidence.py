import numpy as np
import pytest

import groups
from coterie.methods.segments import choose, evidence
from coterie.terms import Evidence

TABLE, KIND = groups.planted()
OUTER = groups.future(TABLE, np.choose(KIND, [100.0, 10.0, 1.0]))


@pytest.fixture(scope="module")
def stored():
    found = choose(TABLE, (), OUTER, method="tiers", budget_seconds=1.0)
    store = Evidence()
    store.extend(evidence(found, TABLE, OUTER))
    return found, store


def test_sizes_shares_and_rules_are_statistics(stored):
    found, store = stored
    for segment in found.segments:
        who = f"segment:{segment.id}"
        assert store.find("customers", who).estimate == segment.size
        share = store.find("share_of_customers", who)
        assert share.low < segment.size / len(TABLE) < share.high
        assert store.find("rule_precision", who).estimate == segment.rule.precision
        assert store.find("stability", who).estimate == segment.stability
        assert 0 < store.find("confidence", who).estimate <= 1
    assert sum(store.find("customers", f"segment:{s.id}").estimate for s in found.segments) == len(TABLE)


def test_the_scoreboard_is_under_its_methods_with_the_holdout_as_policy(stored):
    found, store = stored
    for row in found.scoreboard:
        statistic = store.find("top20_share", f"method:{row.method}-{row.k}", policy="holdout")
        assert statistic.estimate == row.top20_share.value
        assert statistic.window == str(OUTER.future)


def test_the_whole_has_its_figures(stored):
    found, store = stored
    assert store.find("k", "segmentation").estimate == found.k
    assert store.find("size_floor", "segmentation").estimate == 30
    assert store.find("rule_fidelity", "segmentation").estimate == found.rule_fidelity
    assert store.find("on_a_cut:revenue", "segmentation").estimate == found.on_a_cut["revenue"]
