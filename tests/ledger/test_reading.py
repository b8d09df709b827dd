"""A study is read back as it was."""

import json
from pathlib import Path

import pytest

import coterie
from coterie.engine import open_engine
from coterie.ledger import mapping_of, read_customers, read_study
from coterie.terms import WrongWords
from shop import FOUR, generate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = generate(400, groups=FOUR, days=400)
    study = coterie.analyze(orders=made.table(), customers=made.people_table())
    out = study.save(tmp_path_factory.mktemp("ledger") / "out")
    study.close()
    return out


def test_days_groups_models_and_traits_come_back(folder: Path) -> None:
    study = read_study(folder)
    manifest = json.loads((folder / "run.json").read_text())
    assert study.window is not None and study.window.as_of.isoformat() == manifest["days"]["as_of"]
    assert study.kinds == ("customers", "orders")
    assert study.ids[0] == "s1" and len(study.segments) >= 3
    assert study.value is not None and study.value.fit.covariance is not None
    assert study.value.fit.covariance.shape[0] == study.value.fit.covariance.shape[1]
    assert study.trait("income").levels == ("Low", "Average", "High")
    with pytest.raises(KeyError):
        study.trait("nothing")


def test_the_mapping_comes_back_as_it_was(folder: Path) -> None:
    manifest = json.loads((folder / "run.json").read_text())
    mapping = mapping_of(manifest["mapping"])
    who = mapping.sources["orders"].get("customer_id")
    assert who is not None and who.source == "customer_id" and isinstance(who.examples, tuple)
    assert ("income", "income") in mapping.sources["customers"].attributes


def test_the_customers_come_back_sorted(folder: Path) -> None:
    with open_engine() as engine:
        found = read_customers(engine, read_study(folder))
    assert found["customer_id"].tolist() == sorted(found["customer_id"].tolist())
    assert "filename" not in found


def test_what_is_no_study_is_refused_by_name(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongWords, match=r"run\.json"):
        read_study(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(WrongWords, match="cannot be read"):
        read_study(tmp_path)
    (tmp_path / "run.json").write_text('{"status": "refused"}')
    with pytest.raises(WrongWords, match="refused"):
        read_study(tmp_path)
    (tmp_path / "run.json").write_text('{"status": "done", "coterie": "0.0"}')
    with pytest.raises(WrongWords, match="lacks 'days'"):
        read_study(tmp_path)
