"""When is a ranking of lookalikes better than chance?"""

import pytest

from coterie.terms import Estimate
from coterie.terms.audience import Likeness


@pytest.mark.parametrize(("low", "better"), [(0.11, True), (0.1, False), (0.05, False), (None, False)])
def test_only_an_interval_that_lies_above_chance_is_better(low: float | None, better: bool) -> None:
    assert Likeness("s1", 100, 0, (), 50, Estimate(0.4, low, 0.5), 0.1, 3).better is better
