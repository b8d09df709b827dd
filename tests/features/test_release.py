from coterie.engine import Step
from coterie.features import release_described, release_followed

KEPT = {"order_days": True, "category_days": True, "channel_days": True, "first_articles": True, "purchase_days": True}


def there(engine):
    return {name: engine.has(name) for name in KEPT}


def test_tables_go_when_their_last_reader_has_read_and_purchase_days_stay(engine):
    for name in KEPT:
        engine.run(Step(name, "SELECT 1 AS n", "A stand-in."))
    release_described(engine)
    assert there(engine) == {**KEPT, "order_days": False}
    release_followed(engine)
    assert there(engine) == {**dict.fromkeys(KEPT, False), "purchase_days": True}


def test_tables_that_were_never_made_are_no_fault(engine):
    release_described(engine)
    release_followed(engine)
    assert there(engine) == dict.fromkeys(KEPT, False)
