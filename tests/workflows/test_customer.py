"""Does a study answer what one customer is?"""

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


def test_an_unknown_customer_is_refused(study) -> None:
    with pytest.raises(WrongWords, match="COT-144"):
        study.customer("nobody")


def test_without_values_there_is_no_history() -> None:
    found = coterie.analyze(orders=generate(60, days=200).table())
    first = found.customers["customer_id"].iloc[0]
    assert found.customer(first).history is None
    with pytest.raises(WrongWords, match="COT-145"):
        _ = found.customer(first).figure
    found.close()
