"""Which expressions do the SQL scorers share? The first of the best, and powers that stay within a double."""

from collections.abc import Mapping

from coterie.engine import literal

CLEAR = 700.0  # exp of more, or of less than minus this, leaves the range of a double
FEW = 12  # groups of which each is compared with each


def within_exp(sql: str) -> str:
    """SQL: e to the power of an expression, which is kept within -700 and 700; some databases fail outside.

    >>> within_exp("z")
    'exp(case when z < -700.0e0 then -700.0e0 when z > 700.0e0 then 700.0e0 else z end)'
    """
    low, high = literal(-CLEAR), literal(CLEAR)
    return f"exp(case when {sql} < {low} then {low} when {sql} > {high} then {high} else {sql} end)"


def nearest_layers(distances: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """SQL layers: the distances, and the ``label`` of the least; of equals the first.

    Of a few, each is compared with those after it: the first that none undercuts is the least, and most of those after
    it are never looked at. DuckDB then takes half the time that it takes to find the least and who it is; with more
    than :data:`FEW` the least is found first.

    >>> nearest_layers({"a": "x * x", "b": "y * y", "c": "z * z"})[1]
    {'label': 'case when a <= b and a <= c then 0 when b <= c then 1 else 2 end'}
    """
    names = list(distances)
    if not 2 <= len(names) <= FEW:
        return least_layers(distances)
    whens = [
        f"when {' and '.join(f'{name} <= {other}' for other in names[g + 1 :])} then {g}"
        for g, name in enumerate(names[:-1])
    ]
    return distances, {"label": f"case {' '.join(whens)} else {len(names) - 1} end"}


def least_layers(distances: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """SQL layers: the distances, the least of them, and the ``label``; of equals the first.

    Each distance is compared once with the least: with k groups that is 2 k comparisons a customer instead of k^2 / 2.

    >>> least_layers({"a": "x * x", "b": "y * y"})[1:]
    ({'_least': 'least(a, b)'}, {'label': 'case when a <= _least then 0 else 1 end'})
    """
    return _best_layers(distances, "_least", "least", "<=")


def posterior_layers(logs: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    """SQL layers: log densities, the highest, the ``label``, and each ``membership_g`` by Bayes' rule."""
    parts = {f"_part_{g}": within_exp(f"{name} - _most") for g, name in enumerate(logs)}
    total = " + ".join(parts)
    shares = {f"membership_{g}": f"{part} / _total" for g, part in enumerate(parts)}
    return *_best_layers(logs, "_most", "greatest", ">="), parts, {"_total": total}, shares


def _best_layers(scores: Mapping[str, str], best: str, function: str, sign: str) -> tuple[Mapping[str, str], ...]:
    names = list(scores)
    if len(names) < 2:
        return scores, {best: names[0] if names else "0.0e0"}, {"label": "0"}
    whens = " ".join(f"when {name} {sign} {best} then {g}" for g, name in enumerate(names[:-1]))
    return scores, {best: f"{function}({', '.join(names)})"}, {"label": f"case {whens} else {len(names) - 1} end"}
