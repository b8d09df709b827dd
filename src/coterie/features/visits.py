"""How often do they look in, how far do they go, when were they last here? Traits of visits to site or app.

A visit is one session id of a customer; a long pause inside it does not split it, because whoever gave the id decided
what a visit is. Without session ids a visit ends when nothing was done for 30 minutes: an event 30 minutes or more
after the one before it begins a new visit. A visit counts on the day on which it begins.
"""

from coterie.engine import Engine, Step
from coterie.features.columns import Block, read
from coterie.terms import Dataset, Trait, Window

_VISITS = """
    SELECT b.customer_id,
           CAST(COALESCE(sum(v.visits), 0) AS BIGINT) AS visits,
           CASE WHEN sum(v.visits) > 0 THEN CAST(sum(v.{depth}) AS DOUBLE) / sum(v.visits) END AS visit_depth,
           date_diff('day', max(v.occurred_on), $as_of) AS days_since_visit
    FROM ({people}) AS b
    LEFT JOIN visit_days AS v
        ON v.customer_id = b.customer_id AND v.occurred_on >= $start AND v.occurred_on <= $as_of
    GROUP BY b.customer_id
"""
_BUYERS = """
        SELECT customer_id FROM purchase_days WHERE ordered_on >= $start AND ordered_on <= $as_of
        GROUP BY customer_id HAVING sum(orders) > 0
    """
_WHY = "One row per customer: visits begun, {} a visit, days since the last day with any event."

VISITS_OF_BUYERS = Step("visits", _VISITS.format(depth="events", people=_BUYERS), _WHY.format("events"))
PAGES_OF_BUYERS = Step("visits", _VISITS.format(depth="pages", people=_BUYERS), _WHY.format("pages"))
VISITS_OF_KNOWN = Step(
    "visits", _VISITS.format(depth="events", people="SELECT customer_id FROM customers"), _WHY.format("events")
)
PAGES_OF_KNOWN = Step(
    "visits", _VISITS.format(depth="pages", people="SELECT customer_id FROM customers"), _WHY.format("pages")
)

STEPS = (VISITS_OF_BUYERS, PAGES_OF_BUYERS, VISITS_OF_KNOWN, PAGES_OF_KNOWN)


def visits(engine: Engine, dataset: Dataset, window: Window, *, buyers: bool) -> Block:
    """Visits, depth and days since the last visit, sorted by id; empty without events.

    buyers    True: one row per customer with an order in the window; False: per row of the customers table.

    Returns   visits >= 0; depth and days since the last visit are NaN for customers without a visit.
    """
    if not engine.has("visit_days"):
        return Block({}, ())
    pages = dataset.has_column("events", "page")
    of_buyers = PAGES_OF_BUYERS if pages else VISITS_OF_BUYERS
    of_known = PAGES_OF_KNOWN if pages else VISITS_OF_KNOWN
    step = of_buyers if buyers else of_known
    return read(engine, step, _traits("pages" if pages else "events", forming=not buyers), window)


def days_seen(engine: Engine) -> Window | None:
    """The first and the last day with an event, None without events."""
    if not engine.has("visit_days"):
        return None
    first, last = engine.one("SELECT min(occurred_on), max(occurred_on) FROM visit_days")
    return None if first is None else Window(first, last)


def _traits(what: str, forming: bool) -> tuple[Trait, ...]:
    return (
        Trait(
            "visits",
            "Visits",
            "behavioural",
            "numeric",
            "visits",
            "Number of visits; a pause of 30 minutes begins a new one unless the source names its own visits.",
            "events",
            forming=forming,
        ),
        Trait(
            "visit_depth",
            f"{what.capitalize()} a visit",
            "behavioural",
            "numeric",
            what,
            f"Number of {what} over the number of visits.",
            "events",
            derived=("visits",),
        ),
        Trait(
            "days_since_visit",
            "Days since the last visit",
            "behavioural",
            "numeric",
            "days",
            "Days from the last day with any event to the as-of day.",
            "events",
            derived=("recency_days", "visits"),
        ),
    )
