"""Does a study answer what one customer is, and which of two is worth more?"""

import pytest

import coterie
from coterie.terms import WrongWords
from shop import FOUR, generate


@pytest.fixture(scope="module")
def study():
    found = coterie.analyze(orders=generate(600, groups=FOUR, days=540).table())
    yield found
    found.close()


def test_the_history_of_a_customer_ends_where_her_row_stands(study) -> None:
    busy = study.customers.sort_values("purchase_days").iloc[-1]
    found = study.customer(busy["customer_id"])
    assert found.row["customer_id"].tolist() == [busy["customer_id"]]
    history = found.history
    assert history["p_alive"].iloc[-1] == pytest.approx(busy["p_alive"], abs=1e-5)
    assert history["bought"].sum() == busy["purchase_days"]
    assert history["days"].iloc[0] == busy["joined_on"]
    assert len(found.figure.data[0].x) == len(history)


def test_a_better_customer_is_probably_worth_more_and_the_two_ways_sum_to_one(study) -> None:
    ranked = study.customers.sort_values("clv")["customer_id"]
    one = coterie.worth_more(study, ranked.iloc[-1], ranked.iloc[0])
    other = coterie.worth_more(study, ranked.iloc[0], ranked.iloc[-1])
    assert one > 0.8 and one + other == pytest.approx(1)
    assert coterie.worth_more(study, ranked.iloc[0], ranked.iloc[0], months=3) == pytest.approx(0.5)


def test_segments_are_compared_by_id_and_by_name(study) -> None:
    rows = study.segments.sort_values("clv_total")
    ids, names = rows["segment"].tolist(), rows["name"].tolist()
    assert coterie.worth_more(study, ids[0], ids[-1]) == coterie.worth_more(study, names[0], names[-1])
    assert coterie.worth_more(study, ids[0], ids[-1]) + coterie.worth_more(study, ids[-1], ids[0]) == pytest.approx(1)


def test_unknown_names_and_odd_times_are_refused(study) -> None:
    with pytest.raises(WrongWords, match="COT-144"):
        study.customer("nobody")
    with pytest.raises(WrongWords) as wrong:
        coterie.worth_more(study, "nobody", "noone")
    assert len(wrong.value.problems) == 2
    known = study.customers["customer_id"].iloc[0]
    with pytest.raises(WrongWords, match="COT-105"):
        coterie.worth_more(study, known, known, months=1200)
    with pytest.raises(WrongWords, match="COT-144"):
        coterie.worth_more(study, known, study.segments["segment"].iloc[0])


def test_without_values_there_is_no_history_and_nothing_to_compare() -> None:
    found = coterie.analyze(orders=generate(60, days=200).table())
    first = found.customers["customer_id"].iloc[0]
    assert found.customer(first).history is None
    with pytest.raises(WrongWords, match="COT-145"):
        _ = found.customer(first).figure
    with pytest.raises(WrongWords, match="COT-145"):
        coterie.worth_more(found, first, first)
    found.close()
