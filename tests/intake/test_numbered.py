from pathlib import Path

import pytest

from coterie import intake
from coterie.engine import open_engine
from coterie.intake.numbered import ROW, load_by_place, numbered
from coterie.terms import DataRefused, Silent, Words


def test_rows_without_an_id_are_called_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("Pages,Bought,Pages\n3,FALSE,1\n5,TRUE,2\n")
    with open_engine() as engine:
        frame = numbered(engine, str(path))
        assert frame.column_names == [ROW, "Pages", "Bought", "Pages (3)"]
        assert frame.column(ROW).to_pylist() == ["row 0000001", "row 0000002"]
        words = Words(columns={"customers": {"customer_id": ROW}})
        dataset = intake.load(engine, {"customers": frame}, words, Silent())
        assert dataset.tables["customers"].account.accepted == 2
        assert engine.columns("customers")["bought"] == "BOOLEAN"


def test_a_lone_file_without_ids_is_taken_with_a_warning_and_never_beside_orders(tmp_path: Path) -> None:
    visits, orders = tmp_path / "visits.csv", tmp_path / "orders.csv"
    visits.write_text("Pages,Bought\n3,FALSE\n3,TRUE\n")
    orders.write_text("customer_id,date,amount\na,2024-01-05,1\nb,2024-02-06,2\n")
    with open_engine() as engine:
        dataset = load_by_place(engine, {"customers": str(visits)}, Words(), Silent())
        found = {check.code: check.found for check in dataset.quality.checks}
        assert "each of 2 rows counts as one" in found["COT-541"]
    with open_engine() as engine, pytest.raises(DataRefused, match="COT-302"):
        load_by_place(engine, {"orders": str(orders), "customers": str(visits)}, Words(), Silent())
