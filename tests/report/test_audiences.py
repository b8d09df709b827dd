"""A list says what it needs to be read: who is a control, and what the split can show."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from coterie.report.audiences import audience_columns, audience_lines, audience_summary
from coterie.terms import Audience, CustomerTable, Mapping, SavedCustomers, SavedStudy

FOUND = Audience("s1", "Loyal", np.array([0, 2]), np.array([True, False]), 0.5, "spring", 3, 1, 0, "consent")
CUSTOMERS = SavedCustomers(
    CustomerTable(np.array(["a", "b", "c"], dtype=object), {}, ()),
    np.zeros(3, int),
    {"clv": np.array([1.0, 2.0, np.nan])},
)
STUDY = SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, (), (("s1", "Loyal"),))


def test_a_row_has_id_side_and_value() -> None:
    rows = audience_columns(CUSTOMERS, STUDY, FOUND)
    assert rows["customer_id"].tolist() == ["a", "c"] and rows["control"].tolist() == [True, False]
    assert rows["segment_name"].tolist() == ["Loyal", "Loyal"]
    assert rows["clv"].tolist() == [1.0, None]


def test_the_counts_add_up() -> None:
    said = audience_summary(FOUND, 400)
    assert said["contact"] + said["control"] == said["listed"] == said["members"] - said["without_consent"]


def test_too_small_a_control_group_is_told() -> None:
    text = " ".join(audience_lines(FOUND, 400))
    assert "each arm needs 400" in text and "no consent in the column consent" in text
    assert "each arm needs" not in " ".join(audience_lines(FOUND, None))


def test_who_is_not_overdue_is_left_out_for_both_reasons() -> None:
    said = [line for line in audience_lines(replace(FOUND, in_time=7), None) if line.startswith("7 left out")]
    assert "twice their usual gap" in said[0] and "fewer than three days with an order" in said[0]
