from coterie.engine import Step
from coterie.features import release_described, release_followed

ORDERS = ("order_days", "split_orders", "whole_orders")
KEPT = dict.fromkeys((*ORDERS, "category_days", "channel_days", "first_articles", "purchase_days"), True)


def there(engine):
    return {name: engine.has(name) for name in KEPT}


def test_tables_go_when_their_last_reader_has_read_and_purchase_days_stay(engine):
    for name in KEPT:
        engine.run(Step(name, "SELECT 1 AS n", "A stand-in."))
    release_described(engine)
    assert there(engine) == {**KEPT, **dict.fromkeys(ORDERS, False)}
    release_followed(engine)
    assert there(engine) == {**dict.fromkeys(KEPT, False), "purchase_days": True}


def test_tables_that_were_never_made_are_no_fault(engine):
    release_described(engine)
    release_followed(engine)
    assert there(engine) == dict.fromkeys(KEPT, False)
