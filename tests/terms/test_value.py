import numpy as np

from coterie.terms.value import Churn


def test_the_warning_ranks_by_what_is_at_risk_and_keeps_the_order_of_equals():
    at_risk = np.array([5.0, 20.0, 5.0, 0.0])
    churn = Churn(90.0, np.full(4, 0.5), at_risk, np.ones(4, dtype=np.int64), (0.4, 0.8), ("low", "middle", "high"))
    assert churn.ranked().tolist() == [1, 0, 2, 3]
