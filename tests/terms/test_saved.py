"""A saved study knows its groups by their ids and its traits by their names."""

from pathlib import Path

import pytest

from coterie.terms import Mapping, SavedStudy, Trait

AGE = Trait("age", "Age", "demographic", "numeric")


def test_ids_are_in_the_order_of_labels_and_unknown_traits_are_named() -> None:
    groups = (("s2", "Loyal"), ("s1", "New"))
    study = SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, (AGE,), groups)
    assert study.ids == ("s2", "s1")
    assert study.trait("age") is AGE
    with pytest.raises(KeyError, match="income"):
        study.trait("income")
