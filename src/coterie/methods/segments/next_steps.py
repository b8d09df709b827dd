"""Why is this customer in her segment, and what would move her into a better one?

Reasons are the traits in which she stands farthest from everybody, on the side on which her segment stands. A next step
is tried, not guessed: the customer with one, two or three more orders of her usual value is scored again by the study's
own model, as of a day ahead, with the orders on the first and on the last day they may fall on. Only what holds in both
cases is told. Nobody who has bought before is told to become new.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from sys import intern
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.methods.forms import score
from coterie.methods.segments.naming import places
from coterie.terms import CustomerTable, Segmentation, Trait
from coterie.terms.numbers import NBSP, day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

DAYS = 30
MOST = 3
TOLD = 2  # traits in a reason
FAR = 0.1  # a trait nearer than this to the middle of all customers is no reason
SOURCE = "the groups"
NEW = "new"  # a group whose name begins so tells who bought first of late, which no further order makes anybody


def _trait(name: str, label: str, kind: Any, meaning: str) -> Trait:
    return Trait(name, label, "behavioural", kind, meaning=meaning, source=SOURCE)


TRAITS = (
    _trait("reasons", "Why in this segment", "id", "The traits in which she stands farthest from everybody."),
    _trait("next_segment", "Better segment within reach", "id", "The segment that the next step leads to."),
    _trait("next_orders", "Orders to get there", "id", "More orders, of her usual value, that lead there."),
    _trait("next_step", "Next step", "id", "What moves her there, verified by scoring her again."),
)


def with_steps(table: CustomerTable, found: Segmentation) -> CustomerTable:
    """The table with each customer's reasons and, where there is one, her next step to a better segment.

    Better means: of customers worth more, which is the order of the segments.
    """
    columns: dict[str, Any] = {"reasons": reasons(table, found)}
    reached, orders = next_steps(table, found)
    if reached is not None and table.window is not None:
        by = table.window.as_of + timedelta(days=DAYS)
        columns |= _told(table, found, reached, orders, by)
    return table.with_columns(columns, [t for t in TRAITS if t.name in columns])


def next_steps(table: CustomerTable, found: Segmentation) -> "tuple[Labels | None, Labels]":
    """The best segment that the fewest more orders lead to, and how many; -1 and 0 where none of up to three does.

    None where the model reads no orders. A group of new customers is a step for those without any order alone.
    """
    n = len(table)
    orders = np.zeros(n, dtype=np.int64)
    if not {"recency_days", "orders", "revenue"} & _read(found) or table.window is None:
        return None, orders
    reached, now = np.full(n, -1, dtype=np.int64), found.now.labels
    fresh = np.array([s.name.lower().split(" ", 1)[0] == NEW for s in found.segments], dtype=bool)
    bought = table.columns["orders"] > 0 if "orders" in table.columns else np.ones(n, dtype=bool)
    for more in range(1, MOST + 1):
        first, last = (score(found.model, ordered(table, more, days)).labels for days in (DAYS - 1, 0))
        better = (first == last) & (first < now) & (reached < 0)
        better[better] = ~(fresh[first[better]] & bought[better])  # nobody may be in the model's last groups
        reached[better], orders[better] = first[better], more
    return reached, orders


def ordered(table: CustomerTable, more: int, ago: int) -> CustomerTable:
    """The same customers ``DAYS`` days ahead, with more orders of their usual value, the last ``ago`` days ago."""
    columns = dict(table.columns)
    value = usual_value(table)
    changes = {"orders": more, "purchase_days": more, "revenue": more * value, "tenure_days": DAYS}
    for name, change in changes.items():
        if name in columns:
            columns[name] = columns[name] + change
    columns["recency_days"] = np.full(len(table), float(ago))
    return CustomerTable(table.ids, columns, table.traits, table.window)


def _read(found: Segmentation) -> set[str]:
    """Names of the traits that the model reads."""
    return {str(name) for name in found.model.get("traits", ())}  # type: ignore[attr-defined]


def usual_value(table: CustomerTable) -> "Floats":
    """Each customer's mean order value in whole currency units, at least 1; the median of all where hers is none."""
    if "revenue" not in table.columns or "orders" not in table.columns:
        return np.ones(len(table))
    with np.errstate(divide="ignore", invalid="ignore"):
        each = table.columns["revenue"] / table.columns["orders"]
    usable = np.isfinite(each) & (each > 0)
    middle = float(np.median(each[usable])) if usable.any() else 1.0
    return np.maximum(np.round(np.where(usable, each, middle)), 1.0)


def reasons(table: CustomerTable, found: Segmentation) -> "NDArray[np.object_]":
    """For each customer up to two forming traits with her value and where it stands among all."""
    numbers = ("numeric", "ordered", "flag")
    read = {*found.forming, *_read(found)}
    traits = [t for t in table.traits if t.name in read and t.kind in numbers and t.name in table.columns]
    n, labels, k = len(table), found.now.labels, len(found.segments)
    if not traits or not n:
        return np.full(n, None, dtype=object)
    place = np.column_stack([places(table.columns[t.name].astype(np.float64)) for t in traits])
    count = np.maximum(np.bincount(labels, minlength=k), 1)
    side = np.column_stack([np.bincount(labels, weights=p, minlength=k) / count for p in place.T]) - 0.5
    far = np.where(np.sign(side)[labels] == np.sign(place - 0.5), np.abs(place - 0.5), 0.0)
    order = np.argsort(-np.round(far, 9), axis=1, kind="stable")[:, :TOLD]
    texts = [_texts(trait, table.columns[trait.name].astype(np.float64), place[:, j]) for j, trait in enumerate(traits)]
    out = np.empty(n, dtype=object)
    for row, best in enumerate(order.tolist()):
        said = [texts[j][row] for j in best if far[row, j] >= FAR]
        out[row] = intern("; ".join(said)) if said else "Close to the average"
    return out


def _texts(trait: Trait, values: "Floats", place: "Floats") -> list[str]:
    """ "Orders 12, more than 93 % of customers" for each customer."""
    known = np.sort(values[~np.isnan(values)])
    below = np.searchsorted(known, values, side="left") / max(len(known), 1)
    above = 1 - np.searchsorted(known, values, side="right") / max(len(known), 1)
    shares = np.floor(100 * np.where(place >= 0.5, below, above) + 1e-9).astype(np.int64)
    out = []
    for value, at, share in zip(values.tolist(), place.tolist(), shares.tolist(), strict=True):
        word = "more" if at >= 0.5 else "less"
        said = f"{trait.label} {_said(trait, value)}" if value == value else f"{trait.label} not known"
        # Many customers are told the same: one text in memory serves them all.
        out.append(intern(f"{said}, {word} than {share} % of customers" if value == value and share else said))
    return out


def _said(trait: Trait, value: float) -> str:
    if trait.kind == "ordered" and trait.levels:
        return trait.levels[int(value)]
    return f"{value:,.0f}" if trait.unit == "currency" or value == int(value) else f"{value:,.3g}"


def _told(
    table: CustomerTable, found: Segmentation, reached: "Labels", orders: "Labels", by: date
) -> Mapping[str, "NDArray[np.object_]"]:
    value = usual_value(table).tolist()
    ids: Sequence[str] = [s.id for s in found.segments]
    out = {name: np.full(len(table), None, dtype=object) for name in ("next_segment", "next_orders", "next_step")}
    until = day(by).replace(NBSP, " ")  # it stands in files too
    for row in np.flatnonzero(reached >= 0).tolist():
        target, more = int(reached[row]), int(orders[row])
        what = "1 more order" if more == 1 else f"{more} more orders"
        each, verb = ("", "moves") if more == 1 else (" each", "move")
        out["next_segment"][row] = ids[target]
        out["next_orders"][row] = str(more)
        out["next_step"][row] = intern(
            f"{what} of about {value[row]:,.0f}{each} by {until} {verb} this customer to {found.segments[target].name}"
        )
    return out
