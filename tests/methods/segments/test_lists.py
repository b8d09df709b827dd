"""Who is listed for being like others, or because a rule was widened."""

import numpy as np

from coterie.methods.segments.lists import like_others, widened
from coterie.methods.segments.lookalikes import alike
from methods.segments import test_widening
from methods.segments.test_lookalikes import people, study


def test_nobody_of_the_list_is_listed_and_the_most_alike_come_first() -> None:
    customers, joins = people(2_000)
    ids = tuple(customers.table.ids[joins].tolist())
    found = like_others(study(), customers, ids, "", "club", count=100, share=0.1)
    assert not joins[found.rows].any() and len(found.rows) == 100 and found.scores is not None
    order, chance, _ = alike(study(), customers, joins, 100, "club")
    first = [i for i in order.tolist() if not joins[i]][:100]
    assert sorted(first) == found.rows.tolist() and found.ranks is not None
    assert found.rows[np.argsort(found.ranks)].tolist() == first
    assert found.scores.tolist() == chance[found.rows].tolist()


def test_a_list_may_be_a_segment_by_its_name() -> None:
    customers, _ = people(600)
    found = like_others(study(), customers, None, "", "loyal", count=50, share=0.0)
    assert found.name == "customers like Loyal" and set(customers.labels[found.rows].tolist()) == {1}


def test_those_whom_the_change_let_in_are_marked() -> None:
    found = widened(test_widening.study(), test_widening.people(), "Loyal", 1_000, share=0.1)
    assert found.let_in is not None and found.let_in.sum() == found.widenings[0].more == 1_000
    assert len(found.rows) == found.members == 3_500
    assert np.array_equal(found.let_in, test_widening.people().labels[found.rows] == 1)
