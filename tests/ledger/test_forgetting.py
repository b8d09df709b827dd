"""Does a text or a table lose an id, and nothing that only looks like it?"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from coterie.ledger.forgetting import ERASED, Token, forget_in


def test_a_number_that_is_short_is_not_taken_for_a_person_within_a_text() -> None:
    assert Token("12").without("12 % of 4,312") == "12 % of 4,312"
    assert Token("C0000003").without("as C0000003 said, not XC0000003") == "as [erased] said, not XC0000003"
    assert Token("7").plain({"rows": [{"customer_id": "7"}, {"customer_id": "8"}]}) == {"rows": [{"customer_id": "8"}]}


def test_a_table_loses_her_rows_and_her_name_in_texts_and_keeps_its_order_and_stretches(tmp_path: Path) -> None:
    ids = [f"C{i // 3:07d}" for i in range(300_000)]
    notes = ["see C0000007" if i == 5 else None if i % 2 else "C00000071 is another" for i in range(300_000)]
    table = pa.table({"customer_id": ids, "note": notes, "net": pa.array(range(300_000))})
    pq.write_table(table, tmp_path / "days.parquet", row_group_size=100_000)
    (found,) = forget_in(tmp_path, "C0000007")
    assert (found.rows, found.texts, found.deleted) == (3, 1, False) and found.before != found.after
    left = pq.read_table(tmp_path / "days.parquet")
    assert left.schema == table.schema
    wanted = [i for i in range(300_000) if i // 3 != 7]
    assert left.column("net").to_pylist() == wanted
    assert left.column("note").to_pylist()[5] == f"see {ERASED}"
    assert left.column("note").null_count == table.column("note").null_count - 2
    assert pq.ParquetFile(tmp_path / "days.parquet").metadata.num_row_groups == 3
    assert forget_in(tmp_path, "C0000007") == []
