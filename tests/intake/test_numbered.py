from pathlib import Path

from coterie import intake
from coterie.engine import open_engine
from coterie.intake.numbered import ROW, numbered
from coterie.terms import Silent, Words


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
