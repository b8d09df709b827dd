"""Does a finished study answer the same of one customer, and of two, as the study that was still open?"""

import shutil
from pathlib import Path

import numpy as np
import pytest

import coterie
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy, open_study
from generated import FOUR, generate


@pytest.fixture(scope="module")
def shop():
    return generate(600, groups=FOUR, days=540).table().to_pandas()


@pytest.fixture(scope="module")
def study(shop):
    found = coterie.analyze(orders=shop)
    yield found
    found.close()


@pytest.fixture(scope="module")
def saved(study, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("saved") / "out"
    study.save(folder)
    found = open_study(folder)
    yield found
    found.close()


def test_the_path_of_a_customer_is_that_of_the_open_study(study, saved: OpenStudy) -> None:
    rows = study.customers.dropna(subset=["p_alive"]).sort_values("purchase_days")
    for who in (rows["customer_id"].iloc[0], rows["customer_id"].iloc[-1]):
        told, whole = saved.customer_history(who), study.customer(who).history
        assert told["days"] == [str(d)[:10] for d in whole["days"]]
        assert told["p_alive"] == pytest.approx(whole["p_alive"].tolist(), abs=2e-6)
        assert told["p_alive"][-1] == pytest.approx(float(saved.customer(who)["p_alive"]), abs=1e-5)
        assert told["plot"]["data"] and told["days"][-1] == saved.summary["as_of"]


def test_a_study_without_days_of_customers_tells_the_path_since_the_last_order(
    study, saved: OpenStudy, tmp_path: Path
) -> None:
    shutil.copytree(saved.folder, tmp_path / "old")
    (tmp_path / "old" / "customer_days.parquet").unlink()
    (tmp_path / "old" / "months.parquet").unlink()
    old = open_study(tmp_path / "old")
    who = str(study.customers.dropna(subset=["p_alive"]).sort_values("purchase_days")["customer_id"].iloc[-1])
    whole = study.customer(who).history
    since = whole.iloc[int(np.flatnonzero(whole["bought"].to_numpy())[-1]) :]
    assert old.customer_history(who)["p_alive"] == pytest.approx(since["p_alive"].tolist(), abs=2e-6)
    assert old.customer_orders(who) is None and old.months == []
    old.close()


def test_the_orders_of_a_customer_are_those_she_made(shop, study, saved: OpenStudy) -> None:
    for who in ("C0000001", "C0000044"):
        own = shop[shop["customer_id"] == who]
        days = own.groupby(own["ordered_at"].astype("datetime64[s]").dt.date)
        told = saved.customer_orders(who)["rows"]
        assert [each["day"] for each in told] == [str(day) for day in days.groups]
        assert [each["revenue"] for each in told] == pytest.approx(days["amount"].sum().tolist())
        assert [each["lines"] + each["returned_lines"] for each in told] == days.size().tolist()
        assert sum(each["orders"] for each in told) == saved.customer(who)["orders"]
        assert study.customer(who).orders["revenue"].tolist() == [each["revenue"] for each in told]
    with pytest.raises(WrongWords, match="COT-144"):
        saved.customer_orders("nobody")


def test_months_sum_to_the_totals_of_the_study(shop, study, saved: OpenStudy) -> None:
    months = saved.months
    assert study.months["orders"].tolist() == [each["orders"] for each in months]
    assert sum(each["revenue"] for each in months) == pytest.approx(shop["amount"].sum())
    assert sum(each["orders"] for each in months) == saved.summary["orders"]
    assert sum(each["joined"] for each in months) == shop[shop["amount"] >= 0]["customer_id"].nunique()
    gone = saved.comings()["table"]["rows"]
    assert {each["month"][:7]: each["silent"] for each in months if each["silent"]} == {
        cell["cell"].split("=")[1].split("/")[0]: int(cell["value"]) for _, _, cell in gone if cell["value"]
    }


def test_nobody_has_a_path_under_an_unknown_id(saved: OpenStudy) -> None:
    with pytest.raises(WrongWords, match="COT-144"):
        saved.customer_history("nobody")


def test_two_customers_and_two_segments_compare_as_before(study, saved: OpenStudy) -> None:
    ranked = study.customers.dropna(subset=["clv"]).sort_values("clv")["customer_id"]
    pair = (ranked.iloc[-1], ranked.iloc[0])
    assert saved.worth_more(*pair) == pytest.approx(coterie.worth_more(study, *pair), abs=0.01)
    assert saved.worth_more(*pair, months=3) == pytest.approx(coterie.worth_more(study, *pair, months=3), abs=0.01)
    assert saved.worth_more(pair[0], pair[0]) == pytest.approx(0.5)
    told = study.segments
    ids, names = told["segment"].tolist(), told["name"].tolist()
    assert saved.worth_more(ids[0], ids[1]) == pytest.approx(coterie.worth_more(study, ids[0], ids[1]), abs=1e-4)
    assert saved.worth_more(ids[0], ids[1]) == saved.worth_more(names[0], names[1])


def test_unknown_names_and_odd_times_are_refused(saved: OpenStudy) -> None:
    with pytest.raises(WrongWords) as wrong:
        saved.worth_more("nobody", "noone")
    assert len(wrong.value.problems) == 2
    with pytest.raises(WrongWords, match="COT-105"):
        saved.worth_more("s1", "s2", months=1200)


def test_without_values_there_is_no_path_and_nothing_to_compare(tmp_path: Path) -> None:
    found = coterie.analyze(orders=generate(60, days=200).table())
    who = str(found.customers["customer_id"].iloc[0])
    found.save(tmp_path / "out")
    found.close()
    few = open_study(tmp_path / "out")
    assert few.customer_history(who) is None
    with pytest.raises(WrongWords, match="COT-145"):
        few.worth_more(who, who)
    few.close()
