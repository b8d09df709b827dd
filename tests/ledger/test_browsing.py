import json
from pathlib import Path

import pytest

from coterie.engine import open_engine
from coterie.ledger import Folder, Tables, search, within
from coterie.terms import WrongWords
from finished import finished


def test_a_refused_study_and_a_damaged_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"status": "refused"}))
    with pytest.raises(WrongWords, match="refused"):
        Folder(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(WrongWords, match="COT-911"):
        Folder(tmp_path)


def test_bins_hold_everybody_between_their_edges_once() -> None:
    with open_engine() as engine:
        tables = Tables(finished(), engine)
        least, most = tables.quantiles("orders", "TRUE", [0, 1])
        assert least is not None and most is not None
        assert sum(tables.bins("orders", "TRUE", [least, 2, 5, most])) == tables.customers == 500
        assert tables.bins("orders", "TRUE", [least, least]) == [tables.page('"orders" = 1', "orders")[1]]
        assert sum(tables.counts("TRUE").values()) == 500


def test_expressions_hold_what_was_typed_as_text() -> None:
    with open_engine() as engine:
        tables = Tables(finished(), engine)
        for nasty in ("'", "%", "x' OR TRUE --"):
            assert tables.page(search(nasty), "clv") == ([], 0)
            assert tables.page(within(nasty), "clv") == ([], 0)
