from collections import defaultdict
from datetime import datetime, timedelta

import pytest

import shop
from coterie.features import slices
from coterie.terms import Timeline, Window


@pytest.mark.parametrize("day", [60, 140])
def test_what_was_bought_later_equals_a_count_over_the_raw_lines(engine, small_shop, day):
    end = shop.DAY_0 + timedelta(days=day)
    past, future = Window(shop.DAY_0, end), Window(end + timedelta(days=1), shop.AS_OF)
    _, outer = slices(engine, Timeline(Window(shop.DAY_0, shop.AS_OF), past, future))
    hand, known = defaultdict(float), set()
    for line in shop.lines():
        at, amount = datetime.fromisoformat(line["ordered_at"]).date(), float(line["amount"])
        if at <= end and amount >= 0:
            known.add(line["category"])
        elif amount >= 0:
            hand[line["customer_id"], line["category"]] += amount
    assert set(outer.bought) == known
    for category, values in outer.bought.items():
        assert dict(zip(outer.past.ids, values, strict=True)) == {who: hand[who, category] for who in outer.past.ids}
