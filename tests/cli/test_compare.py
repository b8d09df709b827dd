"""``coterie compare`` splits the moves of a pair of studies back into what was planted."""

import csv
import json
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest

from shop import FOUR, generate, write
from terminal import run

FIRST, SECOND = date(2023, 10, 1), date(2023, 11, 30)  # 60 days apart
GRID = """
[grids.mine]
levels = 2
cuts = {{ r = [60], f = [3], m = [{cut}] }}
rows = [
    {{ r = [2, 2], m = [2, 2], name = "Recent and big" }},
    {{ r = [2, 2], m = [1, 1], name = "Recent and small" }},
    {{ r = [1, 1], m = [2, 2], name = "Lapsed and big" }},
    {{ r = [1, 1], m = [1, 1], name = "Lapsed and small" }},
]
"""
# Group -> (customers, days before FIRST and amounts of their orders, days after FIRST and amounts)
PLANTED = {
    "stays": (100, ((20, 90.0), (120, 90.0)), ((30, 90.0),)),
    "comes back": (70, ((200, 80.0),), ((40, 80.0),)),
    "ages": (80, ((30, 100.0), (90, 100.0)), ()),
    "is cut anew": (60, ((200, 325.0), (230, 325.0)), ()),
    "ages and is cut anew": (20, ((30, 325.0), (90, 325.0)), ()),
}


def orders(path: Path) -> Path:
    """The order lines of all planted groups."""
    rows = ["customer_id,order_id,ordered_at,amount"]
    for group, (n, before, after) in PLANTED.items():
        days = [(FIRST - timedelta(days=d), a) for d, a in before] + [(FIRST + timedelta(days=d), a) for d, a in after]
        for who in range(n):
            rows += [
                f"{group} {who:03d},{group} {who} {i},{day + timedelta(days=who % 3)},{amount + who % 7}"
                for i, (day, amount) in enumerate(days)
            ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two studies of the planted customers, 60 days apart, the second with another cut for money."""
    folder = tmp_path_factory.mktemp("compare")
    source = str(orders(folder / "orders.csv"))
    for name, day, cut in (("a", FIRST, 500), ("b", SECOND, 800)):
        (folder / f"{name}.toml").write_text(GRID.format(cut=cut), encoding="utf-8")
        words = ("--map", str(folder / f"{name}.toml"), "--as-of", str(day), "--method", "mine")
        done = run("analyze", source, *words, "-o", str(folder / name))
        assert done.code == 0, done.err
    return folder


def test_behaviour_model_and_ageing_are_split_back(pair: Path, tmp_path: Path) -> None:
    done = run("compare", str(pair / "a"), str(pair / "b"), "--json", "-o", str(tmp_path / "moves.csv"))
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert said["days"] == 60
    assert said["customers"] == {"both": 330, "only_older": 0, "only_newer": 0}
    assert said["moved"]["customers"] == 70 + 80 + 60 + 20
    assert said["moved"]["behaviour"] == pytest.approx(70)
    assert said["moved"]["model"] == pytest.approx(60 + 20 * 2 / 3)
    assert said["moved"]["ageing"] == pytest.approx(80 + 20 / 3)
    with (tmp_path / "moves.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    causes = {"comes back": "behaviour", "ages": "ageing", "is cut anew": "model", "ages and is cut anew": "model"}
    for row in rows:
        group = row["customer_id"][:-4]
        assert row["moved"] == ("false" if group == "stays" else "true")
        assert row["cause"] == causes.get(group, "")
        parts = sum(float(row[f"moved_by_{cause}"]) for cause in ("behaviour", "model", "ageing"))
        assert parts == pytest.approx(float(group != "stays"), abs=1e-5)


def test_flows_add_up_and_name_both_ends(pair: Path) -> None:
    done = run("compare", str(pair / "a"), str(pair / "b"), "--json")
    said = json.loads(done.out)
    ways = {(f["from_name"], f["to_name"]): f for f in said["flows"]}
    assert ways["Lapsed and small", "Recent and small"]["customers"] == 70
    assert ways["Lapsed and small", "Recent and small"]["behaviour"] == pytest.approx(70)
    assert sum(f["customers"] for f in said["flows"]) == 330
    for flow in said["flows"]:
        parts = flow["behaviour"] + flow["model"] + flow["ageing"]
        assert parts == pytest.approx(flow["customers"] if flow["from"] != flow["to"] else 0, abs=1e-6)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two studies of a growing shop, 100 days apart, each with the groups it chose itself."""
    folder = tmp_path_factory.mktemp("grown")
    made = generate(700, groups=FOUR, days=500, acquisition=450)
    source = str(write(made.table(), folder / "orders.parquet"))
    for name, day in (("a", made.as_of - timedelta(days=100)), ("b", made.as_of)):
        done = run("analyze", source, "--as-of", str(day), "-o", str(folder / name))
        assert done.code == 0, done.err
    return folder


def test_the_change_in_value_adds_up_to_the_cent(grown: Path, tmp_path: Path) -> None:
    done = run("compare", str(grown / "a"), str(grown / "b"), "--json", "-o", str(tmp_path / "moves.parquet"))
    assert done.code == 0, done.err
    said = json.loads(done.out)
    clv = said["clv"]
    parts = sum(clv[f"by_{c}"] for c in ("behaviour", "model", "ageing", "new_customers", "customers_gone"))
    assert parts == pytest.approx(clv["change"], abs=0.01)
    assert clv["by_ageing"] < 0 < clv["by_behaviour"]
    for name, folder in (("before", "a"), ("after", "b")):
        metrics = json.loads((grown / folder / "metrics.json").read_text())
        assert clv[name] == pytest.approx(metrics["value"]["total_clv"], rel=1e-4)
    assert said["customers"]["only_newer"] > 50


def test_a_study_compared_with_itself_moves_nobody(grown: Path) -> None:
    done = run("compare", str(grown / "a"), str(grown / "a"), "--json")
    said = json.loads(done.out)
    assert said["moved"]["customers"] == 0 and said["days"] == 0
    assert said["clv"]["change"] == pytest.approx(0, abs=1e-6)
    assert all(g["likeness"] == 1 for g in said["groups"])


def test_the_page_has_the_answer_the_bands_and_nothing_from_outside(grown: Path, tmp_path: Path) -> None:
    page = tmp_path / "moves.html"
    done = run("compare", str(grown / "a"), str(grown / "b"), "-o", str(page))
    assert done.code == 0, done.err
    text = page.read_text(encoding="utf-8")
    assert unescape(text).count(done.out.splitlines()[0]) >= 2 and 'id="chart-migration"' in text
    assert "http://" not in text.split('<script type="text/plain"')[0]
    assert "default-src 'none'" in text and "None" not in unescape(text).split("</style>")[1].split("<script")[0]


def test_the_terminal_tells_moves_and_value(grown: Path) -> None:
    done = run("compare", str(grown / "a"), str(grown / "b"))
    assert done.code == 0, done.err
    assert "100 days apart" in done.out and "changed behaviour" in done.out and "ageing" in done.out
    assert "Value over 12 months" in done.out


def test_the_wrong_order_and_a_strange_folder_are_refused(grown: Path, tmp_path: Path) -> None:
    done = run("compare", str(grown / "b"), str(grown / "a"))
    assert done.code == 2 and "COT-913" in done.err
    done = run("compare", str(grown / "b"), str(tmp_path))
    assert done.code == 2 and "COT-911" in done.err
