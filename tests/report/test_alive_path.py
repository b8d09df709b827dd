"""Is a customer's path told in words, and by its ends?"""

import numpy as np
import pytest

from coterie.report import alive_path
from coterie.terms.cohorts import AliveHistory
from coterie.terms.numbers import NBSP


def path(days: int) -> AliveHistory:
    at = np.datetime64("2024-03-01") + np.arange(days + 1)
    return AliveHistory("ann", at.astype("datetime64[D]"), np.linspace(0.9, 0.2, days + 1), np.arange(days + 1) == 0)


@pytest.mark.parametrize(("days", "said"), [(30, "after 30 days without an order"), (1, "after 1 day without")])
def test_the_caption_says_where_the_path_begins_and_ends(days: int, said: str) -> None:
    found = alive_path(path(days))
    caption = found["caption"].replace(NBSP, " ")
    assert "1 Mar 2024" in caption and "90 %" in caption and "20 %" in caption and said in caption
    assert len(found["days"]) == len(found["p_alive"]) == days + 1
    assert [row[1]["value"] for row in found["table"]["rows"]] == [0.9, 0.2]


def test_who_bought_on_the_last_day_has_one_point() -> None:
    found = alive_path(path(0))
    assert len(found["table"]["rows"]) == 1 and "without" not in found["caption"]
