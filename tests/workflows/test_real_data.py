"""What the real data must give: totals to the last digit, published parameters, claims that hold."""

import html
import json
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import where
from terminal import run


@cache
def analyzed(folder: Path, *words: str) -> Path:
    done = run("analyze", *words, "-o", str(folder))
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real")


def metrics(out: Path) -> dict[str, dict[str, object]]:
    return json.loads((out / "metrics.json").read_text())


@pytest.fixture(scope="module")
def online_retail(folder: Path) -> Path:
    return analyzed(folder / "online_retail", str(where.data("online_retail/online_retail.parquet")))


@pytest.fixture(scope="module")
def cdnow(folder: Path) -> Path:
    words = [
        "orders.customer_id=2",
        "orders.ordered_at=3",
        "orders.quantity=4",
        "orders.amount=5",
    ]
    said = [part for word in words for part in ("--map", word)]
    file = str(where.data("cdnow/CDNOW_sample.txt"))
    return analyzed(folder / "cdnow", file, *said, "--holdout", "273", "--time-unit", "week")

    file = where.data("customer_personality/marketing_campaign.csv")
    return analyzed(folder / "personality", "--customers", str(file))


@pytest.fixture(scope="module")
def personality(folder: Path) -> Path:
    return analyzed(
        folder / "personality", "--customers", str(where.data("customer_personality/marketing_campaign.csv"))
    )


@pytest.fixture(scope="module")
def journey(folder: Path) -> Path:
    return analyzed(
        folder / "journey",
        str(where.data("complete_journey/transactions.parquet")),
        "--customers",
        str(where.data("complete_journey/demographics.parquet")),
        "--products",
        str(where.data("complete_journey/products.parquet")),
    )


def test_online_retail_accounts_for_every_row(online_retail: Path) -> None:
    rows = metrics(online_retail)["rows"]["orders"]
    assert rows["read"] == 541_909
    assert rows["accepted"] + rows["rejected"] + rows["duplicate"] == 541_909


def test_online_retail_names_the_lines_without_a_customer(online_retail: Path) -> None:
    rejected = pq.read_table(online_retail / "rejected.parquet").to_pandas()
    assert (rejected["reason"].str.contains("customer")).sum() == 135_080
    quality = (online_retail / "quality.json").read_text()
    assert "135,080" in quality and "5,268" in quality and "21,740.98" in quality


def test_online_retail_amounts_add_up_to_the_last_digit(online_retail: Path) -> None:
    evidence = pq.read_table(online_retail / "evidence.parquet").to_pandas()
    amounts = {
        outcome: evidence.query("metric == @metric and population == 'orders' and params == '{}'")["estimate"].sum()
        for outcome, metric in (("a", "amount_accepted"), ("r", "amount_rejected"), ("d", "amount_duplicate"))
    }
    assert sum(amounts.values()) == pytest.approx(9_747_747.934, abs=1e-4)


def test_cdnow_gives_the_published_parameters(cdnow: Path) -> None:
    calibration = metrics(cdnow)["value"]["calibration"]
    params = calibration["params"]
    assert [round(params[name], 3) for name in ("r", "alpha", "a", "b")] == [0.243, 4.414, 0.793, 2.426]
    assert round(calibration["log_likelihood"], 1) == -9582.4
    assert [params[n] for n in ("p", "q", "v")] == pytest.approx([6.25, 3.74, 15.44], abs=0.01)


def test_cdnow_shows_the_known_shortfall(cdnow: Path) -> None:
    holdout = metrics(cdnow)["value"]["holdout"]
    assert holdout["orders_actual"] == 1882
    assert 1531 <= holdout["orders_expected"] <= 1772


def test_customer_attributes_alone_make_segments_and_personas(personality: Path) -> None:
    found = metrics(personality)
    assert found["rows"]["customers"]["read"] == 2240
    assert found["segments"]["k"] >= 2
    assert "value" in found["skipped"]
    quality = (personality / "quality.json").read_text()
    for absurd in ("Z_CostContact", "Z_Revenue", "666666", "1893"):
        assert absurd in quality
    customers = pq.read_table(personality / "customers.parquet").to_pandas()
    enrolled = [c for c in customers.columns if "dt_customer" in c.lower()]
    assert enrolled and str(customers[enrolled[0]].min())[:10] == "2012-07-30"
    assert str(customers[enrolled[0]].max())[:10] == "2014-06-29"
    assert len(json.loads((personality / "personas.json").read_text())["personas"]) >= 2


def test_complete_journey_personas_carry_categories_and_demographics(journey: Path) -> None:
    personas = json.loads((journey / "personas.json").read_text())["personas"]
    blocks = {sentence["block"] for persona in personas for sentence in persona["sentences"] if sentence["stats"]}
    assert {"behaviour", "demographic"} <= blocks


def test_no_claim_of_complete_journey_fails_its_test(journey: Path) -> None:
    evidence = pq.read_table(journey / "evidence.parquet").to_pandas().set_index("key")
    personas = json.loads((journey / "personas.json").read_text())["personas"]
    for persona in personas:
        for sentence in persona["sentences"]:
            if sentence["block"] not in ("behaviour", "demographic", "attitude") or sentence["tag"] == "coverage":
                continue
            effects = evidence.loc[list(sentence["stats"])].query("metric.str.startswith('effect:')")
            assert len(effects) >= 1 or sentence["kind"] == "absent", sentence
            assert (effects["role"] == "held").all()
            assert (effects["q"] <= 0.05).all()
            assert (effects["estimate"].abs() >= 0.2).all()


GRIDS = ("classic10", "klaviyo6", "shopify11", "quintile125")
SIMPLE = ("tiers", *GRIDS, "rfm-recipe", "past-spend deciles", "predicted value deciles")
SAID = ("Only to pick the best customers", "Ready-made groups told later spend better")
NAMED = {
    "tiers": "value tiers",
    "rfm-recipe": "ranking by the RFM grid that notebooks copy",
    "past-spend deciles": "ranking by past spend",
    "predicted value deciles": "ranking by predicted value",
}


@pytest.mark.parametrize("name", ["cdnow", "online_retail", "journey"])
def test_the_recommended_groups_are_not_beaten_by_a_simple_baseline_or_the_verdict_says_so(
    name: str, request: pytest.FixtureRequest
) -> None:
    out: Path = request.getfixturevalue(name)
    board = metrics(out)["segments"]["scoreboard"]
    assert all(row["top20_share_low"] <= row["top20_share"] <= row["top20_share_high"] for row in board)
    (chosen,) = (row for row in board if row["chosen"])
    simple = [row for row in board if row["method"] in SIMPLE and not row["chosen"]]
    assert {row["method"] for row in simple} > {"tiers", "past-spend deciles"}
    better = {row["method"]: row for row in simple if row["top20_share"] > chosen["top20_share_high"]}
    page = html.unescape((out / "report.html").read_text()).replace("\u00a0", " ")
    assert not better or any(words in page for words in SAID), better
    if better:
        best = max(better, key=lambda method: better[method]["top20_share"])
        assert NAMED.get(best, f"the grid {best}") in page
        assert f"{better[best]['top20_share'] * 100:.0f} %" in page
