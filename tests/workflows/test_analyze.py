"""The whole walk: the same answer for the same rows, whatever their order; sentences that follow the data."""

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import coterie
from coterie.terms import Words
from coterie.workflows.analyze import STEPS, analyze
from coterie.workflows.words import request_of
from shop import FOUR, Shop, generate, write
from terminal import run


@pytest.fixture(scope="module")
def shop() -> Shop:
    return generate(600, seed=5, groups=FOUR, days=400)


@pytest.fixture(scope="module")
def out(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    write(shop.table(), folder / "orders.parquet")
    write(shop.people_table(), folder / "customers.csv")
    done = run(
        "analyze",
        str(folder / "orders.parquet"),
        "--customers",
        str(folder / "customers.csv"),
        "-o",
        str(folder / "out"),
    )
    assert done.code == 0, done.err
    return folder / "out"


def analyzed(folder: Path, name: str) -> Path:
    orders, customers = str(folder / "orders.parquet"), str(folder / "customers.csv")
    done = run("analyze", orders, "--customers", customers, "-o", str(folder / name))
    assert done.code == 0, done.err
    return folder / name


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run.json"
    }


def test_a_second_run_gives_the_same_bytes_in_every_file(shop: Shop, out: Path) -> None:
    folder = out.parent
    done = run(
        "analyze",
        str(folder / "orders.parquet"),
        "--customers",
        str(folder / "customers.csv"),
        "-o",
        str(folder / "again"),
    )
    assert done.code == 0, done.err
    first, second = contents(out), contents(folder / "again")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows_change_no_byte_of_the_customers(shop: Shop, out: Path, seed: int, tmp_path: Path) -> None:
    write(shop.shuffled(seed).table(), tmp_path / "orders.parquet")
    people = shop.people_table().take(np.random.default_rng(seed).permutation(len(shop.ids)))
    write(people, tmp_path / "customers.csv")
    done = run(
        "analyze",
        str(tmp_path / "orders.parquet"),
        "--customers",
        str(tmp_path / "customers.csv"),
        "-o",
        str(tmp_path / "out"),
    )
    assert done.code == 0, done.err
    assert (tmp_path / "out" / "customers.csv").read_bytes() == (out / "customers.csv").read_bytes()


def test_rows_and_money_are_accounted_for(shop: Shop, out: Path) -> None:
    metrics = json.loads((out / "metrics.json").read_text())
    rows = metrics["rows"]["orders"]
    assert rows["read"] == len(shop.table())
    assert rows["read"] == rows["accepted"] + rows["rejected"] + rows["duplicate"]
    assert metrics["orders"]["revenue"] == pytest.approx(float(np.sum(shop.table()["amount"].to_numpy())), abs=0.01)


def test_frames_give_the_same_customers_as_files(shop: Shop, out: Path) -> None:
    study = coterie.analyze(orders=shop.table().to_pandas(), customers=shop.people_table())
    from_files = pq.read_table(out / "customers.parquet").to_pandas()
    assert study.customers["segment"].tolist() == from_files["segment"].tolist()
    assert study.customers["clv"].tolist() == pytest.approx(from_files["clv"].tolist())


def test_every_segment_of_the_floor_has_a_persona_and_every_sentence_its_evidence(out: Path) -> None:
    personas = json.loads((out / "personas.json").read_text())["personas"]
    keys = set(pq.read_table(out / "evidence.parquet")["key"].to_pylist())
    assert len(personas) >= 2
    for persona in personas:
        for sentence in persona["sentences"]:
            assert set(sentence["stats"]) <= keys
            assert sentence["stats"] or sentence["kind"] in ("assumed", "absent"), sentence


def test_the_study_displays_in_a_notebook(shop: Shop) -> None:
    study = coterie.analyze(orders=shop.table())
    assert "<" in study._repr_html_() and len(study.segments) >= 2


class Heard:
    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def step(self, name: str, done: int, total: int) -> None:
        self.steps.append((name, done, total))


def test_as_many_steps_are_told_as_were_announced(shop: Shop, tmp_path: Path) -> None:
    heard = Heard()
    orders = write(shop.table(), tmp_path / "orders.parquet")
    analyze(request_of({"orders": str(orders)}, Words()), heard).close()
    assert {total for _, _, total in heard.steps} == {STEPS}
    assert sorted({done for _, done, _ in heard.steps}) == list(range(STEPS))
