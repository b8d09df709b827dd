"""Segments keep their ids over refits, and customers are followed."""

from datetime import date
from pathlib import Path

import numpy as np

from coterie.methods.forms import Grid, Model
from coterie.methods.segments.lineage import continued, with_previous
from coterie.terms import (
    Assignment,
    CustomerTable,
    Mapping,
    SavedCustomers,
    SavedStudy,
    Segment,
    Segmentation,
    Trait,
    Window,
)

ORDERS = Trait("orders", "Orders", "behavioural", "numeric", forming=True)
GRID = Grid(((3.0,),), (False,), ((0,),), (1, 0), 2)
MODEL = Model("mine", ("orders",), None, GRID, ("Many", "Few")).to_json()


def table(*orders: float) -> CustomerTable:
    ids = np.array([f"c{i}" for i in range(len(orders))], dtype=object)
    return CustomerTable(ids, {"orders": np.array(orders)}, (ORDERS,), Window(date(2023, 1, 1), date(2023, 6, 1)))


def study() -> SavedStudy:
    segments = (("s7", "Many"), ("s3", "Few"))
    return SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, (ORDERS,), segments, MODEL)


def found(labels: list[int]) -> Segmentation:
    segments = (Segment("s1", "a", labels.count(0)), Segment("s2", "b", labels.count(1)))
    return Segmentation("mine", 2, ("orders",), segments, Assignment(np.array(labels)), "", model=MODEL)


def test_a_segment_has_the_id_of_the_one_it_continues() -> None:
    people = table(9, 9, 1, 1, 1)
    assert [s.id for s in continued(found([0, 0, 1, 1, 1]), people, study()).segments] == ["s7", "s3"]
    assert [s.id for s in continued(found([1, 1, 0, 0, 0]), people, study()).segments] == ["s3", "s7"]


def test_customers_have_their_previous_segment_and_the_day_of_the_change() -> None:
    people = table(9, 9, 1, 1)
    days = np.array(["2022-05-01", "NaT", "2022-05-01"], dtype="datetime64[D]")
    before = SavedCustomers(table(9, 1, 1), np.array([0, 1, 1]), changed_on=days)
    now = continued(found([0, 0, 1, 1]), people, study())
    told = with_previous(people, now, study(), before).columns
    assert told["previous_segment"].tolist() == ["s7", "s3", "s3", None]
    assert [str(d) for d in told["changed_on"]] == ["2022-05-01", "2023-06-01", "2022-05-01", "NaT"]
