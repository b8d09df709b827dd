import pytest

from coterie.methods.segments.grid_tables import PRESETS, GridRow, GridSpec, faults, table


@pytest.mark.parametrize("spec", PRESETS.values(), ids=PRESETS.keys())
def test_every_cell_of_a_preset_is_in_exactly_one_row(spec):
    assert faults(spec) == ()


def test_presets_have_as_many_groups_as_they_say():
    groups = {name: len(table(spec)[1]) for name, spec in PRESETS.items()}
    assert groups == {"shopify11": 11, "klaviyo6": 6, "classic10": 10, "quintile125": 125}


def test_a_preset_with_a_gap_is_refused():
    spec = GridSpec("holed", (2, 2, 2), ((0,),), (GridRow(((1, 1),), "low"),))
    with pytest.raises(ValueError, match="no row"):
        table(spec)
