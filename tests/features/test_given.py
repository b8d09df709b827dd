import numpy as np
import pytest

from coterie.features.given import is_given_name, with_given
from coterie.terms import CustomerTable, Trait


@pytest.mark.parametrize("name", ["segment", "Segmentation", "Customer Segment", "cluster_id", "Loyalty Tier", "group"])
def test_a_name_that_speaks_of_groups_of_customers_is_known(name):
    assert is_given_name(name)


@pytest.mark.parametrize("name", ["Age Group", "income_group", "City_Tier", "market_segment", "segment_size", "id"])
def test_bands_and_other_groups_are_no_given_ones(name):
    assert not is_given_name(name)


def test_a_given_column_never_forms_and_one_of_too_many_levels_is_left_as_it_was():
    traits = (
        Trait("cluster", "Cluster", "behavioural", "numeric", source="customers.cluster", forming=True),
        Trait("segment", "Segment", "demographic", "categorical", source="customers.segment"),
        Trait("tier", "Tier", "behavioural", "numeric", source="customers.tier", forming=True),
        Trait("group", "Group", "behavioural", "numeric", source="orders", forming=True),
    )
    ids = np.array([f"c{i:03}" for i in range(60)], dtype=object)
    three = np.arange(60) % 3.0
    columns = {
        "cluster": three, "segment": np.array(["A", None] * 30, dtype=object), "tier": np.arange(60.0), "group": three
    }  # fmt: skip
    found = with_given(CustomerTable(ids, columns, traits))
    assert [(t.name, t.given, t.forming) for t in found.traits] == [
        ("cluster", True, False),
        ("segment", False, False),
        ("tier", False, True),
        ("group", False, True),
    ]
