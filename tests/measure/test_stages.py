import numpy as np
import pytest

from coterie.measure.stages import stage_statistics
from coterie.terms import Assignment, CustomerTable, Evidence, Segment, Segmentation, Trait

STAGES = ("new", "active", "lapsed")
TRAITS = (
    Trait("lifecycle_stage", "Stage", "behavioural", "categorical", levels=STAGES),
    Trait("revenue", "Revenue", "value", "numeric", "currency"),
)


def test_micro_segments_meet_the_floor_and_the_rest_is_counted_together():
    stage = np.array(["new"] * 40 + ["active"] * 35 + ["lapsed"] * 5 + ["active"] * 20, dtype=object)
    labels = np.array([0] * 80 + [1] * 20)
    ids = np.array([f"c{i:03}" for i in range(100)], dtype=object)
    table = CustomerTable(ids, {"lifecycle_stage": stage, "revenue": np.full(100, 2.0)}, TRAITS)
    segments = (Segment("s1", "A", 80), Segment("s2", "B", 20))
    evidence = Evidence()
    evidence.extend(stage_statistics(table, Segmentation("kmeans", 2, (), segments, Assignment(labels), ""), floor=30))
    assert {s.population for s in evidence} == {
        "micro:s1/new",
        "micro:s1/active",
        "micro:s1/too few to name",
        "micro:s2/too few to name",
    }
    assert evidence.find("customers", "micro:s1/new").estimate == 40
    assert evidence.find("revenue", "micro:s1/new").estimate == pytest.approx(80.0)
    share = evidence.find("share_of_segment", "micro:s1/active")
    assert share.estimate == pytest.approx(35 / 80)
    assert share.low < share.estimate < share.high
    assert evidence.find("customers", "micro:s1/too few to name").estimate == 5


def test_without_a_stage_there_are_none():
    table = CustomerTable(np.array(["a"], dtype=object), {}, ())
    found = Segmentation("kmeans", 1, (), (Segment("s1", "A", 1),), Assignment(np.zeros(1, dtype=np.int64)), "")
    assert stage_statistics(table, found, floor=1) == []
