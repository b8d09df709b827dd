"""Through which channels do they buy? The share of each of the largest channels."""

from dataclasses import replace

from coterie.engine import Engine, Step
from coterie.features.columns import Block, days_of, read
from coterie.features.naming import slug, spoken, unused
from coterie.terms import Trait, Window

SHOWN = 6

CHANNEL_RANKS = Step(
    "channel_ranks",
    """
    SELECT channel, row_number() OVER (ORDER BY gross DESC, channel) AS place
    FROM (
        SELECT channel, CAST(sum(gross) AS BIGINT) AS gross
        FROM channel_days
        WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY channel
    ) AS totals
    """,
    "One row per channel, the one with the highest value bought first; equal values in order of the name.",
)

_SHARES = ",\n           ".join(
    f"CASE WHEN sum(d.gross) > 0 THEN CAST(sum(CASE WHEN r.place = {place} THEN d.gross ELSE 0 END) AS DOUBLE) "
    f"/ sum(d.gross) END AS share_{place}"
    for place in range(1, SHOWN + 1)
)

CHANNELS = Step(
    "channels",
    f"""
    SELECT b.customer_id,
           {_SHARES}
    FROM (
        SELECT customer_id FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY customer_id HAVING sum(orders) > 0
    ) AS b
    LEFT JOIN channel_days AS d
        ON d.customer_id = b.customer_id AND d.ordered_on >= $start AND d.ordered_on <= $as_of
    LEFT JOIN channel_ranks AS r ON r.channel = d.channel
    GROUP BY b.customer_id
    """,
    "One row per customer: share of the value bought through each of the largest channels.",
)

STEPS = (CHANNEL_RANKS, CHANNELS)


def channels(engine: Engine, window: Window) -> Block:
    """Shares of the six channels with the highest value in the window, sorted by id; empty without channels."""
    if not engine.has("channel_days"):
        return Block({}, ())
    engine.run(CHANNEL_RANKS, **days_of(window))
    rows = engine.rows(f"SELECT channel FROM channel_ranks WHERE place <= {SHOWN} ORDER BY place")
    raw = read(engine, CHANNELS, [_share(place, row[0]) for place, row in enumerate(rows, 1)], window)
    engine.drop(CHANNEL_RANKS.name)
    taken: set[str] = set()
    called = {f"share_{place}": unused(f"channel_share_{slug(row[0])}", taken) for place, row in enumerate(rows, 1)}
    columns = {called[name]: values for name, values in raw.columns.items()}
    return Block(columns, tuple(replace(t, name=called[t.name]) for t in raw.traits))


def _share(place: int, channel: str) -> Trait:
    return Trait(
        f"share_{place}",
        f"Share bought through {spoken(channel)}",
        "behavioural",
        "numeric",
        "share",
        f"Value bought through the channel {channel} over the value bought through all channels, before returns.",
        "orders",
    )
