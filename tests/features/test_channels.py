from datetime import date

from coterie.features.channels import SHOWN, channels
from coterie.features.rfm import buyers
from coterie.terms import Window

DAY = Window(date(2023, 1, 1), date(2023, 1, 1))


def by_name(engine):
    ids = buyers(engine, DAY)["customer_id"]
    return {name: dict(zip(ids, values, strict=True)) for name, values in channels(engine, DAY).columns.items()}


def test_shares_are_of_the_value_bought_through_each_channel(engine, stand, line):
    rows = [
        line("a", "2023-01-01", 30, channel="web"),
        line("a", "2023-01-01", 10, channel="Shop 1"),
        line("b", "2023-01-01", 5, channel="Shop 1"),
    ]
    stand.data(rows)
    assert by_name(engine) == {
        "channel_share_web": {"a": 0.75, "b": 0},
        "channel_share_shop_1": {"a": 0.25, "b": 1},
    }


def test_only_the_largest_channels_are_traits(engine, stand, line):
    stand.data([line(f"c{i}", "2023-01-01", 100 - i, channel=f"till {i}") for i in range(9)])
    assert len(by_name(engine)) == SHOWN


def test_without_channels_there_are_no_shares(engine, stand, line):
    stand.data([line("a", "2023-01-01", 1)])
    assert by_name(engine) == {}
