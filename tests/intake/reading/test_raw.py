"""What is a file of a source called where people read of it?"""

from coterie.intake.reading.raw import RawFile


def test_a_file_is_called_by_its_last_part_wherever_it_lies() -> None:
    assert RawFile("uploads/7f/orders.csv", "", 0).name == RawFile("orders.csv", "", 0).name == "orders.csv"
