"""What is a file called beside others? By its last part, with as many folders as tell it from the others."""

from collections import Counter
from collections.abc import Sequence


def short_names(paths: Sequence[str]) -> tuple[str, ...]:
    """The shortest end of each path that no other path has: what a report says, the same wherever the files lie.

    paths      with slashes of either kind between their parts.
    Returns    one name a path, in their order; a path given twice has the same name twice.

    >>> short_names(["in/2023/orders.csv", "in/2024/orders.csv", "in/2024/more.csv"])
    ('2023/orders.csv', '2024/orders.csv', 'more.csv')
    """
    parts = {path: [p for p in path.replace("\\", "/").split("/") if p] or [path] for path in paths}
    ends: Counter[tuple[str, ...]] = Counter()
    for each in parts.values():
        ends.update(tuple(each[-n:]) for n in range(1, len(each) + 1))
    return tuple("/".join(_shortest(parts[path], ends)) for path in paths)


def _shortest(parts: list[str], ends: Counter[tuple[str, ...]]) -> list[str]:
    return next((parts[-n:] for n in range(1, len(parts) + 1) if ends[tuple(parts[-n:])] == 1), parts)
