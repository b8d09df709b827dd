"""Are files of one name told apart, and by no more than is needed?"""

import pytest

from coterie.terms import short_names


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a.csv"], ("a.csv",)),
        (["/x/in/1/a.csv", "/x/in/2/a.csv"], ("1/a.csv", "2/a.csv")),
        (["/x/1/in/a.csv", "/x/2/in/a.csv", "/x/2/in/b.csv"], ("1/in/a.csv", "2/in/a.csv", "b.csv")),
        (["a.csv", "old/a.csv"], ("a.csv", "old/a.csv")),  # the first has no folder to name
        (["C:\\shop\\1\\a.csv", "C:\\shop\\2\\a.csv"], ("1/a.csv", "2/a.csv")),
        (["a.csv", "a.csv"], ("a.csv", "a.csv")),
        ([], ()),
    ],
    ids=str,
)
def test_a_name_is_the_shortest_end_that_no_other_path_has(paths: list[str], names: tuple[str, ...]) -> None:
    assert short_names(paths) == names
