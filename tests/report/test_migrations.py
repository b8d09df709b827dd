"""A comparison is told in whole customers, and its parts add up."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coterie.measure import compare
from coterie.report.figures import migration, migration_table
from coterie.report.migrations import comparison_lines, comparison_summary, flow_columns, migration_columns, signed
from coterie.terms import Comparison, CustomerTable, Mapping, SavedCustomers, SavedStudy

GROUPS = (("s1", "Loyal"), ("s2", "New"))


def study(name: str) -> SavedStudy:
    return SavedStudy(Path(name), "0", "d", ("orders",), Mapping(), None, (), GROUPS)


def people(ids: str, labels: list[int]) -> SavedCustomers:
    return SavedCustomers(CustomerTable(np.array(list(ids), dtype=object), {}, ()), np.array(labels))


def comparison() -> Comparison:
    """a stays loyal, b falls back by ageing, c leaves, d comes."""
    old, new = people("abc", [0, 0, 1]), people("abd", [0, 1, 1])
    labels = {(m, s): np.array([0, 0 if s == "old" else 1]) for m in ("old", "new") for s in ("old", "aged", "new")}
    everybody = (np.array([0, 1] * 3), np.array([0, 1] * 3))
    return compare(study("a"), study("b"), (old, new), everybody, labels, None, ["A note."])


def test_the_summary_counts_everybody_once() -> None:
    said = comparison_summary(comparison())
    assert said["customers"] == {"both": 2, "only_older": 1, "only_newer": 1}
    assert said["moved"] == {"customers": 1, "behaviour": 0.0, "model": 0.0, "ageing": 1.0}
    assert "clv" not in said and said["notes"] == ["A note."]


def test_one_row_a_customer_and_one_a_flow() -> None:
    rows = migration_columns(comparison())
    assert rows["customer_id"].tolist() == ["a", "b", "c", "d"]
    assert rows["cause"].tolist() == [None, "ageing", None, None]
    assert rows["segment_before"].tolist() == ["s1", "s1", "s2", None]
    assert flow_columns(comparison())["customers"].sum() == 4


def test_the_terminal_names_the_ends_of_each_flow() -> None:
    text = "\n".join(comparison_lines(comparison()))
    assert "Loyal -> New" in text and "1 are new, 1 are no longer there" in text and "A note." in text


def test_a_change_of_nothing_has_no_sign() -> None:
    assert [signed(each) for each in (1234.4, -310.0, -0.0, 0.0, 0.4)] == ["+1,234", "−310", "0", "0", "0"]


def test_a_band_is_as_thick_as_its_flow_has_customers_and_starts_at_its_group() -> None:
    found = comparison()
    figure = migration(found)
    thick = [round(max(t.y) - min(t.y), 9) if t.y[0] == t.y[24] else None for t in figure.data]
    assert len(figure.data) == len(found.flows) == len(migration_table(found).rows)
    for trace in figure.data:
        assert round(trace.y[-1] - trace.y[0], 9) == round(trace.y[25] - trace.y[24], 9) == 1
    assert thick[0] == 1  # those who stay loyal go straight
    said = {trace.text for trace in figure.data}
    assert "1 customer<br>Loyal → New" in said and "1 customer<br>new customers → New" in said
    assert any(text.endswith("no longer there") for text in said)


def test_the_bars_of_each_side_hold_everybody() -> None:
    shapes = migration(comparison()).layout.shapes
    for side in (0.0, 0.98):
        assert sum(s.y1 - s.y0 for s in shapes if s.x0 == side) == 4


def test_studies_without_customers_have_no_moves_to_draw() -> None:
    with pytest.raises(ValueError, match="no moves"):
        migration(replace(comparison(), flows=()))
