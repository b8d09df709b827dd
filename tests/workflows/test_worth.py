"""Does a study answer which of two customers or segments is worth more?"""

import pytest

import coterie
from coterie.terms import WrongWords
from shop import FOUR, generate


@pytest.fixture(scope="module")
def study():
    found = coterie.analyze(orders=generate(600, groups=FOUR, days=540).table())
    yield found
    found.close()


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
    with pytest.raises(WrongWords) as wrong:
        coterie.worth_more(study, "nobody", "noone")
    assert len(wrong.value.problems) == 2
    known = study.customers["customer_id"].iloc[0]
    with pytest.raises(WrongWords, match="COT-105"):
        coterie.worth_more(study, known, known, months=1200)
    with pytest.raises(WrongWords, match="COT-144"):
        coterie.worth_more(study, known, study.segments["segment"].iloc[0])


def test_without_values_there_is_nothing_to_compare() -> None:
    found = coterie.analyze(orders=generate(60, days=200).table())
    first = found.customers["customer_id"].iloc[0]
    with pytest.raises(WrongWords, match="COT-145"):
        coterie.worth_more(found, first, first)
    found.close()
