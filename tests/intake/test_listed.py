"""The ids of a list are read as the ids of customers are."""

from pathlib import Path

import pandas as pd
import pytest

from coterie.engine import Engine
from coterie.intake import listed_ids
from coterie.terms import WrongWords


def test_the_column_of_customers_is_found_and_its_ids_are_cleaned(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,Customer ID\nAnn, 17850.0\nBob,17851\nAnn,17850\nNobody,\nEve,Eve@Mail.de\n")
    assert listed_ids(engine, path) == (("17850", "17851", "eve@mail.de"), "Customer ID")


def test_a_frame_with_one_column_of_numbers_is_a_list(engine: Engine) -> None:
    assert listed_ids(engine, pd.DataFrame({"vip": [3.0, 1.0, float("nan")]})) == (("1", "3"), "vip")


def test_columns_of_which_none_is_an_id_are_named(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("colour,shape\nred,round\nblue,flat\n")
    with pytest.raises(WrongWords, match="colour, shape"):
        listed_ids(engine, path)
