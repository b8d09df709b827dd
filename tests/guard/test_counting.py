from hypothesis import given
from hypothesis import strategies as st

from coterie.guard import tellable, tellable_cells

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 100), max_size=6)


@given(COUNTS, st.integers(2, 40))
def test_no_count_of_few_people_is_told_or_can_be_had_by_taking_away(counts: dict[str, int], floor: int) -> None:
    told = tellable(counts, floor)
    assert all(n is None or n == 0 or n >= floor for n in told.values())
    hidden = [name for name, n in told.items() if n is None]
    others = [name for name, n in counts.items() if n and name not in hidden]
    assert len(hidden) != 1 or not others
    assert all(told[name] == counts[name] for name in told if told[name] is not None)


def test_a_cell_of_a_distribution_hides_nobody_else() -> None:
    assert tellable_cells({"a": 3, "b": 40}, 30) == {"a": None, "b": 40}
