"""Which expressions do the SQL scorers share? The first of the best, and powers that stay within a double."""

from collections.abc import Sequence

from coterie.engine import literal

CLEAR = 700.0  # exp of more, or of less than minus this, leaves the range of a double


def within_exp(sql: str) -> str:
    """SQL: e to the power of an expression, which is kept within -700 and 700; some databases fail outside.

    >>> within_exp("z")
    'exp(case when z < -700.0e0 then -700.0e0 when z > 700.0e0 then 700.0e0 else z end)'
    """
    low, high = literal(-CLEAR), literal(CLEAR)
    return f"exp(case when {sql} < {low} then {low} when {sql} > {high} then {high} else {sql} end)"


def first_of(names: Sequence[str], sign: str) -> str:
    """SQL: the position of the smallest (sign ``<=``) or largest (``>=``) column; of equals the first.

    >>> first_of(["a", "b", "c"], "<=")
    'case when a <= b and a <= c then 0 when b <= c then 1 else 2 end'
    """
    if len(names) < 2:
        return "0"
    whens = []
    for i, name in enumerate(names[:-1]):
        against = " and ".join(f"{name} {sign} {other}" for other in names[i + 1 :])
        whens.append(f"when {against} then {i}")
    return f"case {' '.join(whens)} else {len(names) - 1} end"
