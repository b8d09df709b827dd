"""Which column of a source is which canonical column, and what kind of source is it? Guesses from names and values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coterie.intake.facts import CELLS, ColumnFacts
from coterie.intake.names import is_shop_export, likeness, normal
from coterie.terms import SPECS, Column

LEAST = 0.4  # a guess below this is no guess
MOST_PIECES = 50  # of the different numbers of pieces on a line, half are below this
_TOTAL_NAMES = ("total", "subtotal", "grand", "order")
_NEARLY = 0.15  # of orders with one needed column missing: more than customers whose number repeats


@dataclass(frozen=True)
class Guess:
    """A canonical column guessed to be a source column, and how sure that is, 0 to 1."""

    facts: ColumnFacts
    sure: float


def guess_columns(
    kind: str, facts: Sequence[ColumnFacts], taken: Mapping[str, ColumnFacts | None] | None = None
) -> dict[str, Guess]:
    """Canonical columns of a kind to source columns.

    kind     one of the known kinds.
    facts    of all columns of the source.
    taken    what a person said already (None: "the source has none"): not guessed again, and not used twice.
    """
    taken = taken or {}
    used = {f.column.position for f in taken.values() if f}
    shop = kind == "orders" and is_shop_export([f.column.name for f in facts])
    scored = [
        (
            likeness(kind, column.name, f.column.name, shop) * _fit(kind, column, f),
            -i,
            -f.column.position,
            column.name,
            f,
        )
        for i, column in enumerate(SPECS[kind].columns)
        if column.name not in taken
        for f in facts
        if f.column.position not in used
    ]
    out: dict[str, Guess] = {}
    for score, _, _, canonical, each in sorted(scored, key=lambda s: s[:3], reverse=True):
        if score >= LEAST and canonical not in out and each.column.position not in used:
            out[canonical] = Guess(each, round(min(score, 1.0), 2))
            used.add(each.column.position)
    free = [f for f in facts if f.column.position not in used]
    _guess_by_values(kind, out, free, taken)
    if kind == "orders" and not shop:
        _prefer_lines(out, taken)
    return out


def _fit(kind: str, column: Column, facts: ColumnFacts) -> float:
    """How well the values fit the type of a canonical column: 1 fits, 0 cannot be."""
    if not facts.count:
        return 0.7 if facts.column.type == "text" or column.type == "text" else 0.5
    if column.type == "moment":
        numeric_day = 0.95 if facts.numeric >= 0.95 and _number_format(facts) else 0.0
        return max(1.0 if facts.dates >= 0.95 else 0.9 if facts.dates >= 0.5 else 0.0, numeric_day)
    if column.type in ("money", "quantity", "number"):
        if facts.moment or (facts.dates >= 0.95 and "-" in facts.cells[0]):
            return 0.0
        return 1.0 if facts.numeric >= 0.95 else 0.85 if facts.numeric >= 0.5 else 0.0
    if column.type == "id":
        if facts.moment or facts.column.type == "BOOLEAN":
            return 0.0
        unique = kind in ("customers", "products") and column.required
        return 0.9 if unique and not facts.unique else 1.0
    if column.type == "flag":
        return 1.0 if facts.distinct <= 3 else 0.0
    return 0.3 if facts.moment else 1.0


def _number_format(facts: ColumnFacts) -> str:
    """The date format of a column of numbers: yyyymmdd, Excel's serial days, seconds since 1970; "" for none."""
    try:
        numbers = [float(c) for c in facts.cells]
    except ValueError:
        return ""
    low, high = min(numbers), max(numbers)
    for form, least, most in (
        ("%Y%m%d", 19000101, 21001231),
        ("excel", 20_000, 80_000),
        ("unix", 3e8, 4e9),
        ("unix_ms", 3e11, 4e12),
    ):
        if least <= low and high <= most and (form != "%Y%m%d" or facts.dates >= 0.95):
            return form
    return ""


def number_format(facts: ColumnFacts) -> str:
    """The date format of a column of numbers, "" if they can be no dates."""
    return _number_format(facts) if facts.numeric >= 0.95 and facts.count else ""


def _guess_by_values(
    kind: str, out: dict[str, Guess], free: list[ColumnFacts], taken: Mapping[str, ColumnFacts | None]
) -> None:
    """Fill what is needed and has no telling name, where the values leave little choice."""
    moment = next((c.name for c in SPECS[kind].columns if c.type == "moment" and c.required), "")
    if moment and moment not in out and moment not in taken:
        days = [f for f in free if f.count and f.dates >= 0.95]
        if len(days) == 1:
            out[moment] = Guess(days[0], 0.6)
            free.remove(days[0])
    names_say_nothing = all(f.column.name.isdigit() for f in free) and bool(free)
    if kind in ("orders", "events") and names_say_nothing and "customer_id" not in out and "customer_id" not in taken:
        repeats = [
            f for f in free if not f.unique and f.filled > 0.5 and (f.whole or f.numeric < 0.5) and f.distinct > 1
        ]
        if repeats:
            out["customer_id"] = Guess(repeats[0], 0.4)
            free.remove(repeats[0])
    if kind == "orders" and names_say_nothing and not {"amount", "unit_price"} & (set(out) | set(taken)):
        money = [f for f in free if f.count and f.numeric >= 0.95 and not f.whole]
        if len(money) == 1:
            out["amount"] = Guess(money[0], 0.5)
            free.remove(money[0])
            _guess_pieces(out, free, taken)
    if kind == "customers" and not {"customer_id"} & (set(out) | set(taken)) and free and _is_key(free[0]):
        out["customer_id"] = Guess(free.pop(0), 0.5)
    if kind == "texts" and "text" not in out and "text" not in taken:
        long = sorted((f for f in free if f.length > 40), key=lambda f: -f.length)
        if long:
            out["text"] = Guess(long[0], 0.5)
            free.remove(long[0])


def _guess_pieces(out: dict[str, Guess], free: list[ColumnFacts], taken: Mapping[str, ColumnFacts | None]) -> None:
    """The one column of small whole numbers beside the amounts, which may say how many pieces were bought."""
    small = [f for f in free if f.count and f.numeric == 1 and f.whole and _are_pieces(f.cells)]
    if len(small) == 1 and not {"quantity"} & (set(out) | set(taken)):
        out["quantity"] = Guess(small[0], 0.4)
        free.remove(small[0])


def _are_pieces(cells: Sequence[str]) -> bool:
    """Whether numbers begin with 1 and are mostly small, as counts are; a code has leading zeros, or begins higher."""
    if any(c.startswith("0") for c in cells):
        return False
    numbers = sorted(int(float(c)) for c in cells)
    return 1 < len(numbers) < CELLS and numbers[0] == 1 and numbers[len(numbers) // 2] <= MOST_PIECES


def _is_key(facts: ColumnFacts) -> bool:
    """Whether the cells could be the numbers of customers: short, whole, never blank or repeated, and not orders'."""
    if likeness("orders", "order_id", facts.column.name) >= LEAST:
        return False
    return facts.unique and facts.filled == 1 and facts.length <= 40 and (facts.whole or facts.numeric < 0.5)


def _prefer_lines(out: dict[str, Guess], taken: Mapping[str, ColumnFacts | None]) -> None:
    """Drop a guessed amount that names the whole order where price and quantity give the line's.

    An order's total repeated on each of its lines would count the order several times, and so would its discount.
    """
    off = out.get("discount")
    if off and "discount" not in taken and {*normal(off.facts.column.name).split()} & {*_TOTAL_NAMES, "cart"}:
        del out["discount"]
    if "amount" in taken or not {"amount", "unit_price", "quantity"} <= set(out):
        return
    words = set(normal(out["amount"].facts.column.name).split())
    if words & set(_TOTAL_NAMES) and "line" not in words and "item" not in words:
        del out["amount"]


def _lacks_one(found: Mapping[str, Guess], missing: Sequence[str]) -> bool:
    """Whether these are orders but for a readable day or a customer: better asked for than taken for another kind."""
    money = {"amount", "unit_price"} & set(found)
    if not money or len(missing) != 1:
        return False
    if missing == ["customer_id"]:
        return "order_id" in found
    return not found["customer_id"].facts.unique


def kind_scores(facts: Sequence[ColumnFacts]) -> dict[str, float]:
    """How well a source fits each kind; 0 for a kind that it cannot be."""
    return {kind: _kind_score(kind, facts) for kind in SPECS}


def likely_columns(kind: str, column: Column, facts: Sequence[ColumnFacts]) -> list[str]:
    """Names of the source columns whose cells could be that canonical column, the likeliest first."""
    shop = kind == "orders" and is_shop_export([f.column.name for f in facts])
    scored = [(likeness(kind, column.name, f.column.name, shop), _fit(kind, column, f), f.column) for f in facts]
    fitting = sorted((-like * fit, -fit, each.position, each.name) for like, fit, each in scored if fit > 0)
    return [name for *_, name in fitting]


def guess_kind(facts: Sequence[ColumnFacts]) -> tuple[str, float]:
    """The kind of a source and how sure that is; ("", 0.0) where nothing fits."""
    scores = kind_scores(facts)
    best = max(scores, key=lambda k: (scores[k], -list(SPECS).index(k)))
    others = max(score for kind, score in scores.items() if kind != best)
    if scores[best] <= 0:
        return "", 0.0
    return best, round(min(1.0, 0.5 + (scores[best] - others) / 2), 2)


def _kind_score(kind: str, facts: Sequence[ColumnFacts]) -> float:
    found = guess_columns(kind, facts)
    required = [c.name for c in SPECS[kind].columns if c.required]
    missing = [name for name in required if name not in found]
    if missing or not required:
        return _NEARLY if kind == "orders" and _lacks_one(found, missing) else 0.0
    sure = min(found[name].sure for name in required)
    return {
        "customers": lambda: 0.7 * sure if found["customer_id"].facts.unique else 0.1,
        "products": lambda: (0.85 if found["product_id"].facts.unique else 0.0) * sure if len(found) > 1 else 0.0,
        "orders": lambda: sure * (1.0 if {"amount", "unit_price"} & set(found) else 0.0),
        "events": lambda: (
            sure * (1.0 if "event" in found or "page" in found else 0.0) * (0.95 if "session_id" in found else 0.8)
        ),
        "responses": lambda: 0.9 * sure,
        "texts": lambda: 0.9 * sure if found["text"].facts.length > 40 else 0.0,
        "touches": lambda: 0.95 * sure if {"campaign_id", "opened", "clicked", "converted"} & set(found) else 0.0,
    }[kind]()
