from datetime import date

import numpy as np
import pytest

from coterie.features.rfm import buyers
from coterie.features.visits import days_seen, visits
from coterie.terms import Window

MARCH = Window(date(2023, 3, 1), date(2023, 3, 31))


def event(who, moment, session=None, page=None):
    return {"customer_id": who, "occurred_at": moment, "session_id": session, "page": page, "event": "view"}


# Worked out by hand. Ann: 10:00, 10:29, 10:58 are one visit (no pause reaches 30 minutes); 11:28 is exactly 30 minutes
# later and begins a second; the next day a third: 3 visits, 5 events. Bob: one event before and one past midnight, 10
# minutes apart, are one visit of the 5th. Cleo never came.
EVENTS = [
    event("Ann", "2023-03-02 10:29:00"),
    event("Ann", "2023-03-02 10:00:00"),
    event("Ann", "2023-03-02 11:28:00"),
    event("Ann", "2023-03-02 10:58:00"),
    event("Ann", "2023-03-03 10:00:00"),
    event("Bob", "2023-03-05 23:55:00"),
    event("Bob", "2023-03-06 00:05:00"),
]


@pytest.fixture
def three(stand, line):
    def make(events):
        rows = [line(who, "2023-03-01", i) for i, who in enumerate(("Ann", "Bob", "Cleo"), 1)]
        return stand.data(rows, events=events)

    return make


def by_name(engine, dataset, window=MARCH):
    columns = visits(engine, dataset, window, buyers=True).columns
    ids = buyers(engine, window)["customer_id"]
    return {name: dict(zip(ids, values, strict=True)) for name, values in columns.items()}


def test_a_hand_count_of_three_customers_agrees(engine, three):
    found = by_name(engine, three(EVENTS))
    assert found["visits"] == {"Ann": 3, "Bob": 1, "Cleo": 0}
    assert (found["visit_depth"]["Ann"], found["visit_depth"]["Bob"]) == (5 / 3, 2)
    assert (found["days_since_visit"]["Ann"], found["days_since_visit"]["Bob"]) == (28, 25)
    assert np.isnan([found["visit_depth"]["Cleo"], found["days_since_visit"]["Cleo"]]).all()


def test_a_session_id_is_a_visit_however_long_its_pauses(engine, three):
    rows = [
        event("Ann", "2023-03-02 10:00:00", "s1"),
        event("Ann", "2023-03-02 14:00:00", "s1"),
        event("Ann", "2023-03-02 14:01:00", "s2"),
        event("Bob", "2023-03-02 10:00:00", "s1"),
    ]
    assert by_name(engine, three(rows))["visits"] == {"Ann": 2, "Bob": 1, "Cleo": 0}


def test_depth_counts_pages_where_pages_are_known(engine, three):
    rows = [event("Ann", "2023-03-02 10:00:00", page="home"), event("Ann", "2023-03-02 10:01:00")]
    assert by_name(engine, three(rows))["visit_depth"]["Ann"] == 1


def test_events_after_the_as_of_day_have_no_part(engine, three):
    found = by_name(engine, three(EVENTS), Window(date(2023, 3, 1), date(2023, 3, 2)))
    assert found["visits"] == {"Ann": 2, "Bob": 0, "Cleo": 0}


def test_events_at_the_same_moment_are_one_visit_in_any_order(engine, three):
    rows = [event("Ann", "2023-03-02 10:00:00")] * 3
    assert by_name(engine, three(rows))["visits"]["Ann"] == 1


def test_the_days_seen_are_the_first_and_last_with_an_event(engine, three, stand, line):
    three(EVENTS)
    assert days_seen(engine) == Window(date(2023, 3, 2), date(2023, 3, 6))
