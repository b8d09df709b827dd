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


def test_she_is_erased_from_studies_that_lie_right_in_the_folder(tmp_path: Path) -> None:
    for name in ("june", "july"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "customers.csv").write_text("customer_id,orders\nann,2\nbob,3\n")
        (tmp_path / name / "run.json").write_text("{}")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "customers.csv").write_text("customer_id,orders\nann,2\n")  # no study of ours
    done = erase("ann", tmp_path)["lines"]
    assert done[0] == "Erased: 2 rows in 2 files."
    assert (
        "ann"
        not in (tmp_path / "june" / "customers.csv").read_text() + (tmp_path / "july" / "customers.csv").read_text()
    )
    assert "ann" in (tmp_path / "other" / "customers.csv").read_text()
