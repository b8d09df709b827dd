import csv
from pathlib import Path

from coterie.intake import write_shop


def test_the_made_up_shop_is_the_same_on_every_run(tmp_path: Path) -> None:
    first, second = (write_shop(tmp_path / name, customers=80) for name in ("a", "b"))
    for kind in ("orders", "customers"):
        assert Path(first[kind]).read_bytes() == Path(second[kind]).read_bytes()
    other = write_shop(tmp_path / "c", customers=80, seed=8)
    assert Path(first["orders"]).read_bytes() != Path(other["orders"]).read_bytes()


def test_everybody_in_it_bought_and_is_described(tmp_path: Path) -> None:
    found = write_shop(tmp_path, customers=80)
    with Path(found["orders"]).open(newline="") as file:
        lines = list(csv.DictReader(file))
    with Path(found["customers"]).open(newline="") as file:
        people = list(csv.DictReader(file))
    assert {line["customer_id"] for line in lines} == {person["customer_id"] for person in people}
    assert len(people) == 80 and any(int(line["quantity"]) < 0 for line in lines)
    assert [line["ordered_at"] for line in lines] == sorted(line["ordered_at"] for line in lines)
