"""Is a file without a person the same file otherwise?"""

from pathlib import Path

from coterie.engine import open_engine
from coterie.intake import leave_out
from coterie.terms import Words


def test_a_text_keeps_every_other_line_as_it_is(tmp_path: Path) -> None:
    lines = ["customer_id;date;amount", *(f"C{i % 4};2024-01-0{1 + i % 9};{i},50" for i in range(40))]
    path, target = tmp_path / "orders.csv", tmp_path / "new.csv"
    path.write_text("\n".join(lines) + "\n")
    with open_engine() as engine:
        left = leave_out(engine, path, "orders", Words(), lambda who: who == "C2", target)
    assert (left.people, left.rows, left.ending) == (("C2",), 10, "")
    assert target.read_text().splitlines() == [line for line in lines if not line.startswith("C2;")]
