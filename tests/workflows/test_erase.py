"""Is one customer erased, and does the receipt say it in plain words?"""

from pathlib import Path

from coterie.workflows import erase


def test_a_look_changes_nothing_and_the_receipt_counts_as_people_do(tmp_path: Path) -> None:
    book = tmp_path / "studies" / "one" / "customers.csv"
    book.parent.mkdir(parents=True)
    book.write_text("customer_id,orders\nann,2\nbob,3\n")
    looked = erase("ann", tmp_path, only_look=True)["lines"]
    assert "ann" in book.read_text()
    assert looked[0] == "Would erase: 1 row in 1 file."
    assert not any("sha256" in line for line in looked)
    done = erase("ann", tmp_path)["lines"]
    assert book.read_text() == "customer_id,orders\nbob,3\n"
    assert done[0] == "Erased: 1 row in 1 file."
    assert any("sha256" in line for line in done)
    assert erase("ann", tmp_path)["lines"][0] == "Nobody of that id stands in any file."
