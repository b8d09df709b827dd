import numpy as np

import groups
from coterie.methods.segments.candidates import Candidate
from coterie.methods.segments.finishing import finish
from coterie.methods.segments.grid_tables import PRESETS
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of

TABLE, KIND = groups.planted()
SHEET = sheet_of(TABLE, forming_of(TABLE), value_of(TABLE))


def test_groups_are_numbered_by_value_and_matched_with_the_past():
    found = finish(groups.way("kmeans", 3), TABLE, SHEET, SHEET, seed=0, draws=3)
    assert [s.id for s in found.segments] == ["s1", "s2", "s3"]
    assert found.segments[0].profile["orders"] >= 15
    assert found.agreement == 1
    assert (found.past.labels == found.now.labels).all()
    assert (found.now.confidence == 1).all()


def test_a_grid_counts_ties_and_its_confidence_comes_from_redrawn_cuts():
    found = finish(Candidate("klaviyo6", 6, "grid", PRESETS["klaviyo6"]), TABLE, SHEET, None, seed=0, draws=5)
    assert found.on_a_cut["orders"] > 0
    assert found.past is None
    assert found.now.confidence.mean() > 0.7


def test_one_group_of_all_needs_no_trait():
    found = finish(Candidate("everyone", 1, "everyone"), TABLE, SHEET, None, seed=0, draws=2)
    assert [s.size for s in found.segments] == [len(TABLE)]
    assert np.all(found.now.labels == 0)
