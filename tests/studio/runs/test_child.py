"""What does a job say of what went wrong?"""

import pytest

from coterie.studio.runs.child import plain
from coterie.terms import Place, Problem


@pytest.mark.parametrize(
    ("found", "where", "said"),
    [
        ("x.xlsx is a web page", Place("in/x.xlsx"), "x.xlsx is a web page"),
        ("x.xlsx has no rows", Place("x.xlsx", 7), "line 7: x.xlsx has no rows"),
        ("the sheet A has one row", Place("x.xlsx"), "x.xlsx: the sheet A has one row"),
        ("x.xlsxes are many", Place("x.xlsx"), "x.xlsx: x.xlsxes are many"),
        ("no more is known", Place(), "no more is known"),
    ],
)
def test_a_file_is_named_once(found: str, where: Place, said: str) -> None:
    assert plain((Problem("COT-201", found, where=where),))[0]["found"] == said
