import numpy as np

import groups
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of

TABLE, _ = groups.planted()


def test_a_sheet_holds_forming_traits_recency_orders_revenue_and_value():
    sheet = sheet_of(TABLE, forming_of(TABLE), value_of(TABLE))
    assert sheet.forming == ("recency_days", "orders", "revenue")
    assert (sheet.rfm == sheet.x).all()
    assert (sheet.value == TABLE.columns["revenue"]).all()


def test_a_sample_depends_on_ids_and_seed_alone():
    sheet = sheet_of(TABLE, forming_of(TABLE), "revenue")
    keep = sheet.sample(50, 1)
    turned = sheet.rows(np.arange(len(sheet))[::-1])
    assert set(sheet.ids[keep]) == set(turned.ids[turned.sample(50, 1)])
    assert len(sheet.sample(10_000, 1)) == len(sheet)
