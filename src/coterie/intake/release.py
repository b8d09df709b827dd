"""Which tables does nobody read again once the compact ones stand? They give their memory back."""

from coterie.engine import Engine

LINES = ("orders", "orders_unread", "orders_rejected", "orders_twins", "orders_alike", "orders_lines")


def release_lines(engine: Engine) -> None:
    """Drop the order lines and what was made from them to check them: a hundred bytes a line.

    engine    after ``load``, and after ``features`` has made its compact tables. ``rejected`` stays for the report, and
              the compact tables stay for every later question.
    """
    for name in LINES:
        engine.drop(name)
