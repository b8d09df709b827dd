"""Which compact tables does nobody read again? They give their memory back."""

from coterie.engine import Engine

DESCRIBED = ("order_days", "split_orders", "whole_orders", "product_categories")
FOLLOWED = ("category_days", "channel_days", "first_articles")


def release_described(engine: Engine) -> None:
    """Drop what only traits are read from.

    engine    after the customer table and the slices of the past have been made.
    """
    _drop(engine, DESCRIBED)


def release_followed(engine: Engine) -> None:
    """Drop what only traits and cohorts are read from; ``purchase_days`` stays for whoever asks for one customer.

    engine    after the cohorts have been followed.
    """
    _drop(engine, FOLLOWED)


def _drop(engine: Engine, names: tuple[str, ...]) -> None:
    for name in names:
        engine.drop(name)
