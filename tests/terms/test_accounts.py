"""Does every row end in exactly one place?"""

import pytest

from coterie.terms import Account, Dataset, Mapping, QualityReport, SourceTable


def test_rows_that_do_not_add_up_are_a_fault_of_the_program() -> None:
    Account(read=3, accepted=1, rejected=1, duplicate=1)
    with pytest.raises(ValueError, match="rows do not add up"):
        Account(read=3, accepted=1, rejected=1, duplicate=0)


def test_amounts_that_do_not_add_up_are_a_fault_of_the_program() -> None:
    Account(1, 1, 0, 0, amount_read=-5, amount_accepted=-5)
    with pytest.raises(ValueError, match="amounts do not add up"):
        Account(1, 1, 0, 0, amount_read=5, amount_accepted=4)


def test_a_dataset_knows_which_columns_were_mapped() -> None:
    orders = SourceTable("orders", Account(0, 0, 0, 0), columns=("customer_id", "ordered_at"))
    dataset = Dataset({"orders": orders}, Mapping(), QualityReport(), id="00")
    assert dataset.has("orders")
    assert not dataset.has("events")
    assert dataset.has_column("orders", "ordered_at")
    assert not dataset.has_column("orders", "category")
    assert not dataset.has_column("events", "ordered_at")
