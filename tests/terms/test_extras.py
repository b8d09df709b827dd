"""Does a missing part say what to install?"""

import pytest

from coterie.terms import NotInstalled, need


def test_a_part_that_is_here_is_handed_over() -> None:
    assert need("json", "any", "reading").loads("1") == 1


def test_a_missing_part_names_the_extra_that_brings_it() -> None:
    with pytest.raises(NotInstalled, match=r"COT-901.*nothing_of_this_name.*pip install 'coterie\[demo\]'"):
        need("nothing_of_this_name", "demo", "the demo")
