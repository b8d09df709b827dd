import numpy as np

from coterie.methods.forms import Centres, Model
from coterie.methods.forms.parity import parity

MODEL = Model("kmeans", ("x",), None, Centres(((0.0,), (4.0,))))
IDS = np.array(["a", "b", "c"], dtype=object)


def _columns(segments, ids=IDS):
    return {"customer_id": ids, "segment": np.array(segments, dtype=object), "x": np.array([1.0, 2.0, 3.0])}


def test_who_differs_is_listed_with_the_distance_from_the_border_farthest_first():
    found = parity(MODEL, _columns(["s1", "s1", "s2"]), _columns(["s2", "s2", "s2"]))
    assert [(a.customer, a.ours, a.theirs, a.margin) for a in found.apart] == [
        ("a", "s1", "s2", 0.5),
        ("b", "s1", "s2", 0),
    ]
    assert (found.same, found.kept) == (1, False)
    assert found.lines()[0] == "1 of 3 customers (33.3333 %) are in the same segment."
    assert found.lines()[1] == "a: s1 here, s2 there, margin 0.5"


def test_the_order_of_rows_does_not_matter_and_the_same_is_the_same():
    ours = _columns(["s1", "s1", "s2"])
    theirs = {name: values[::-1] for name, values in ours.items()}
    found = parity(MODEL, ours, theirs)
    assert found.kept
    assert found.lines() == ["3 of 3 customers (100.0000 %) are in the same segment."]


def test_who_stands_on_one_side_only_is_counted():
    found = parity(
        MODEL, _columns(["s1", "s1", "s2"]), _columns(["s1", "s1", "s2"], np.array(["a", "b", "d"], dtype=object))
    )
    assert (found.missing, found.more, found.kept) == (("c",), ("d",), False)
