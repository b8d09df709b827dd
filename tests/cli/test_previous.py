"""``analyze --previous`` follows customers, and a next step that is told comes true."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from coterie.terms.numbers import MONTHS
from shop import FOUR, generate, write
from terminal import run


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return {row["customer_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("previous")
    made = generate(600, groups=FOUR, days=500, acquisition=400)
    write(made.table(), folder / "orders.csv")
    for name, back, words in (("a", 120, ()), ("b", 0, ("--previous", str(folder / "a")))):
        day = str(made.as_of - timedelta(days=back))
        done = run("analyze", str(folder / "orders.csv"), "--as-of", day, *words, "-o", str(folder / name))
        assert done.code == 0, done.err
    return folder


def test_customers_carry_their_previous_segment_and_when_it_changed(shop: Path) -> None:
    before, now = table(shop / "a" / "customers.csv"), table(shop / "b" / "customers.csv")
    assert "previous_segment" not in next(iter(before.values()))
    today = max(row["changed_on"] for row in now.values())
    for who, row in now.items():
        assert row["previous_segment"] == (before[who]["segment"] if who in before else "")
        changed = bool(row["previous_segment"]) and row["previous_segment"] != row["segment"]
        assert row["changed_on"] == (today if changed else "")
    assert any(row["changed_on"] for row in now.values())


def test_a_next_step_comes_true_when_it_is_taken(shop: Path, tmp_path: Path) -> None:
    told = [row for row in table(shop / "b" / "customers.csv").values() if row["next_step"]]
    assert len(told) > 50
    with (shop / "orders.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    for row in told[:: max(1, len(told) // 4)][:4]:
        words = row["next_step"].split(" by ")
        day, month, year = words[1].split()[:3]
        by = date(int(year), MONTHS.index(month) + 1, int(day))
        value = words[0].split("about ")[1].removesuffix(" each").replace(",", "")
        for first in (by - timedelta(days=29), by):
            mine = [line for line in lines if line["customer_id"] == row["customer_id"]]
            for n in range(int(row["next_orders"])):
                new = {**dict.fromkeys(mine[0], ""), "customer_id": row["customer_id"], "order_id": f"N{n}"}
                new |= {"ordered_at": f"{first} 12:00:00", "quantity": "1", "unit_price": value, "amount": value}
                mine.append(new)
            with (tmp_path / "one.csv").open("w", newline="") as file:
                writer = csv.DictWriter(file, list(mine[0]))
                writer.writeheader()
                writer.writerows(mine)
            target = tmp_path / "scored.csv"
            done = run("score", str(shop / "b"), str(tmp_path / "one.csv"), "--as-of", str(by), "-o", str(target))
            assert done.code == 0, done.err
            assert table(target)[row["customer_id"]]["segment"] == row["next_segment"]


def test_everybody_has_a_reason(shop: Path) -> None:
    assert all(row["reasons"] for row in table(shop / "a" / "customers.csv").values())


def test_a_previous_folder_that_is_no_study_is_refused(shop: Path, tmp_path: Path) -> None:
    words = ("--previous", str(tmp_path), "-o", str(tmp_path / "out"))
    done = run("analyze", str(shop / "orders.csv"), *words)
    assert done.code == 2 and "COT-911" in done.err
