"""What did customers buy after the day on which we looked? The value of each category in the days kept apart."""

from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.engine import Engine, Step
from coterie.features.columns import days_of
from coterie.features.tastes import CATEGORY_RANKS, OTHERS, SHOWN
from coterie.terms import MONEY_SCALE, Slice

if TYPE_CHECKING:
    from numpy.typing import NDArray

BOUGHT_LATER = Step(
    "bought_later",
    f"""
    SELECT t.customer_id, CASE WHEN r.place <= {SHOWN} THEN r.place ELSE {SHOWN + 1} END AS place,
           CAST(sum(t.gross) AS BIGINT) AS gross
    FROM category_days AS t LEFT JOIN category_ranks AS r ON r.category = t.category
    WHERE t.ordered_on > $as_of AND t.ordered_on <= $until
    GROUP BY t.customer_id, CASE WHEN r.place <= {SHOWN} THEN r.place ELSE {SHOWN + 1} END
    """,
    "One row per customer and category with what was bought of it in the days after the as-of day; categories that "
    "were not among the largest by that day are one.",
)

STEPS = (BOUGHT_LATER,)


def bought_later(engine: Engine, outer: Slice) -> "dict[str, NDArray[Any]]":
    """Category -> value bought in the slice's future, before returns, currency units, one per row of its past.

    The largest categories are those of the past, so that what is shown does not depend on the days that judge. Empty
    where no category is known.
    """
    past = outer.past.window
    if past is None or not engine.has("category_days"):
        return {}
    engine.run(CATEGORY_RANKS, **days_of(past))
    sql = f"SELECT category FROM {CATEGORY_RANKS.name} WHERE place <= {SHOWN} ORDER BY place"
    names = [str(row[0]) for row in engine.rows(sql)]
    engine.run(BOUGHT_LATER, as_of=past.as_of, until=outer.future.as_of)
    found = engine.collect(f"SELECT * FROM {BOUGHT_LATER.name}", order_by=["customer_id", "place"])
    engine.drop(BOUGHT_LATER.name)
    engine.drop(CATEGORY_RANKS.name)
    row = {each: i for i, each in enumerate(outer.past.ids.tolist())}
    at = np.array([row.get(each, -1) for each in found["customer_id"].tolist()], dtype=np.int64)
    place, gross = found["place"].astype(np.int64), found["gross"].astype(np.float64) / MONEY_SCALE
    out: dict[str, NDArray[Any]] = {}
    for number, name in [*enumerate(names, 1), (SHOWN + 1, OTHERS)]:
        here = (place == number) & (at >= 0)
        out[name] = np.bincount(at[here], weights=gross[here], minlength=len(row)).astype(np.float64)
    return {name: values for name, values in out.items() if name != OTHERS or values.any()}
