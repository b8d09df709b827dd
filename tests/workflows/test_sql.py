import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
import sqlglot

import generated
import where
from coterie.engine.portable import DIALECTS
from coterie.methods.forms import form_from_json
from coterie.terms import WrongWords
from coterie.workflows.library import analyze
from coterie.workflows.sql import check, sql, tables_of
from databases import NAMES, run


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    shop = generated.generate(700, seed=5, groups=generated.FOUR)
    return generated.write(shop.table(), tmp_path_factory.mktemp("shop") / "lines.parquet")


@pytest.fixture(scope="module")
def study(lines, tmp_path_factory):
    """The study of a shop's Parquet file, grouped by k-means."""
    return _study(tmp_path_factory.mktemp("typed") / "out", lines)


@pytest.fixture(scope="module")
def study_of_text(lines, tmp_path_factory):
    """The study of the same lines as text, with days as they are written in Europe and a returned line."""
    folder = tmp_path_factory.mktemp("text")
    table = pq.read_table(lines)
    moment = next(f.name for f in table.schema if pa.types.is_timestamp(f.type))
    with duckdb.connect() as connection:
        connection.register("lines", table)
        rest = ", ".join(f'"{n}"' for n in table.column_names if n != moment)
        written = connection.sql(f'select {rest}, strftime("{moment}", \'%d/%m/%Y %H:%M\') as "{moment}" from lines')
        written.write_csv(str(folder / "lines.csv"))
    return _study(folder / "out", folder / "lines.csv"), folder / "lines.csv"


def _study(out: Path, orders: Path | None = None, method: str = "kmeans", **more: object) -> Path:
    study = analyze(orders, method=method, **{"segments": 4, **more})
    study.save(out)
    study.close()
    return out


def _same(folder: Path, found: dict[str, list[object]]) -> None:
    """Everybody is there, at least 99.99 % in the same segment, the rest told; and values are the same."""
    answer = check(folder, pa.table({name: _typed(name, values) for name, values in found.items()}))
    assert answer.kept, "\n".join(answer.lines())
    assert all(each.margin < 1e-6 for each in answer.apart), answer.lines()
    want = pq.read_table(folder / "customers.parquet").to_pydict()
    got = {str(c): i for i, c in enumerate(found["customer_id"])}
    rows = [got[c] for c in want["customer_id"]]
    for name, near in (("p_alive", 1e-6), ("expected_orders", 2e-6), ("clv", 0.011), ("revenue", 1e-4)):
        if name in found and name in want:
            ours = np.array([float(want[name][i]) for i in range(len(rows))])
            theirs = np.array([float(found[name][row]) for row in rows])
            np.testing.assert_allclose(theirs, ours, atol=near, rtol=1e-6)


def _typed(name: str, values: list[object]) -> pa.Array:
    """A column of an answer with its type, which PostgreSQL's terminal does not tell."""
    text = name in ("customer_id", "segment", "segment_name")
    return pa.array([None if v is None else str(v) if text else float(v) for v in values])


@pytest.mark.parametrize("database", NAMES)
def test_a_statement_over_the_shops_own_table_gives_the_segments_and_values_of_the_study(study, lines, database):
    statement = sql(study, dialect=database, tables={"orders": "till"})
    _same(study, run(database, statement, {"till": pq.read_table(lines)}))


@pytest.mark.parametrize("database", ["duckdb", "postgres", "spark"])
def test_text_columns_are_read_by_the_rules_that_read_the_file(study_of_text, database):
    folder, path = study_of_text
    text = pa.csv.ConvertOptions(column_types=dict.fromkeys(_header(path), pa.string()))
    found = run(database, sql(folder, dialect=database), {"orders": pa.csv.read_csv(path, convert_options=text)})
    _same(folder, found)


@pytest.mark.parametrize("database", NAMES)
def test_a_study_of_text_reads_a_typed_table_when_told_so(study_of_text, lines, database):
    folder, _ = study_of_text
    with duckdb.connect() as connection:
        connection.register("lines", pq.read_table(lines))
        names = [f.name for f in pq.read_schema(lines) if pa.types.is_timestamp(f.type)]
        cut = f'date_trunc(\'minute\', "{names[0]}") as "{names[0]}"'
        table = connection.sql(f"select * replace ({cut}) from lines").to_arrow_table()
    _same(folder, run(database, sql(folder, dialect=database, columns="typed"), {"orders": table}))


def _header(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[0].replace('"', "").split(",")


def test_sqlite_refuses_text_by_name(study_of_text):
    with pytest.raises(WrongWords, match="COT-132 sqlite has no way of reading numbers or dates from text"):
        sql(study_of_text[0], dialect="sqlite")


@pytest.fixture(scope="module", params=["kmeans", "mixture"])
def retail(request, tmp_path_factory):
    path = where.data("online_retail/online_retail.parquet")
    return path, _study(tmp_path_factory.mktemp("retail") / "out", path, request.param)


@pytest.mark.parametrize("database", NAMES)
def test_online_retail_gets_the_same_segments_in_every_database(retail, database):
    path, folder = retail
    statement = sql(folder, dialect=database, tables={"orders": "lines"})
    _same(folder, run(database, statement, {"lines": pq.read_table(path)}))


@pytest.mark.parametrize("database", ["duckdb", "postgres"])
def test_a_study_of_attributes_alone_is_a_statement_too(tmp_path, database):
    path = where.data("customer_personality/marketing_campaign.csv")
    folder = _study(tmp_path / "out", customers=path)
    options = pa.csv.ParseOptions(delimiter="\t")
    header = path.read_text(encoding="utf-8").splitlines()[0].split("\t")
    text = pa.csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()))
    table = pa.csv.read_csv(path, parse_options=options, convert_options=text)
    _same(folder, run(database, sql(folder, dialect=database), {"customers": table}))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_statement_reads_back_in_its_dialect(study, dialect):
    statement = sql(study, dialect=dialect, tables={"orders": "shop.till"})
    assert "shop" in statement
    assert statement == sql(study, dialect=dialect, tables={"orders": "shop.till"})
    assert len(sqlglot.parse(statement, read=dialect)) == 1


def _by_rules(folder: Path, found: dict[str, list[object]]) -> None:
    """Each customer of an answer is where the tree that explains the groups puts her, traits read as the model does."""
    saved = json.loads((folder / "models" / "segments.json").read_text())
    tree = form_from_json(saved["model"]["surrogate"])
    columns = [[np.nan if v in (None, "") else float(v) for v in found[t]] for t in saved["model"]["traits"]]
    labels = tree.labels(np.column_stack(columns))
    assert found["segment"] == [saved["segments"][g]["id"] for g in labels]
    ours = {row["customer_id"]: row["segment"] for row in pq.read_table(folder / "customers.parquet").to_pylist()}
    same = np.mean([ours[c] == s for c, s in zip(found["customer_id"], found["segment"], strict=True)])
    assert same == pytest.approx(json.loads((folder / "metrics.json").read_text())["segments"]["rule_fidelity"])


@pytest.mark.parametrize("database", ["duckdb", "sqlite"])
def test_the_rules_of_the_study_are_a_statement_too(study, lines, database):
    """The tree that explains the groups, in the place of the model."""
    _by_rules(study, run(database, sql(study, dialect=database, rules=True), {"orders": pq.read_table(lines)}))


@pytest.mark.parametrize("database", ["duckdb", "postgres", "sqlite"])
def test_rules_that_name_levels_are_a_statement_too(tmp_path, database):
    rng = np.random.default_rng(3)
    gold = rng.random(400) < 0.5
    channel = np.where(gold, "web", rng.choice(["shop", "app"], 400)).astype(object)
    channel[:5] = None
    people = pa.table(
        {
            "customer_id": [f"c{i:03d}" for i in range(400)],
            "channel": pa.array(channel),
            "plan": np.where(gold, "gold", "free"),
            "visits": np.round(rng.normal(20, 4, 400) + 15 * (channel == "app"), 1),
        }
    )
    pq.write_table(people, tmp_path / "people.parquet")
    folder = _study(tmp_path / "out", customers=tmp_path / "people.parquet", method="prototypes", segments=3)
    rules = [s["rule"] for s in json.loads((folder / "segments.json").read_text())["segments"]]
    assert any(sign == "in" for rule in rules for _, sign, _ in rule["conditions"])
    found = run(database, sql(folder, dialect=database, rules=True), {"customers": people})
    _by_rules(folder, found)
    _same(folder, run(database, sql(folder, dialect=database), {"customers": people}))


@pytest.mark.parametrize("value", ["mbg_nbd", "pareto_nbd"])
def test_the_values_of_other_purchase_models_are_those_of_the_study(lines, tmp_path, value):
    folder = _study(tmp_path / "out", lines, value=value)
    found = run("duckdb", sql(folder), {"orders": pq.read_table(lines)})
    assert "clv" in found
    _same(folder, found)


@pytest.mark.parametrize("method", ["latent-class", "prototypes", "dbscan"])
def test_ways_of_grouping_beyond_centres_are_statements_too(lines, tmp_path, method):
    folder = _study(tmp_path / "out", lines, method, segments=None if method == "dbscan" else 4)
    _same(folder, run("duckdb", sql(folder), {"orders": pq.read_table(lines)}))


def test_who_is_in_another_segment_is_told_with_the_distance_from_the_border(study):
    table = pq.read_table(study / "customers.parquet")
    segment = table.column("segment").to_pylist()
    other = next(s for s in segment if s != segment[0])
    at = table.schema.get_field_index("segment")
    found = check(study, table.set_column(at, "segment", [[other, *segment[1:]]]))
    assert [(a.customer, a.ours, a.theirs) for a in found.apart] == [
        (table["customer_id"][0].as_py(), segment[0], other)
    ]
    assert 0 < found.apart[0].margin < 1
    assert not found.kept
    assert check(study, study / "customers.parquet").kept
    with pytest.raises(WrongWords, match="COT-135 the answer lacks segment"):
        check(study, table.drop_columns(["segment"]))
    with pytest.raises(WrongWords, match="COT-135 there is no file"):
        check(study, study / "none.parquet")


def test_another_day_and_other_names_can_be_told(study, lines):
    early = sql(study, as_of=date(2022, 6, 30))
    assert "'2022-06-30'" in early
    with pytest.raises(WrongWords, match="COT-103"):
        sql(study, as_of=date(1999, 1, 1))


def test_what_cannot_be_written_is_refused_by_name(study, tmp_path):
    with pytest.raises(WrongWords, match="COT-131"):
        sql(study, dialect="oracle")
    with pytest.raises(WrongWords, match="COT-911"):
        sql(tmp_path)
    with pytest.raises(WrongWords, match="COT-134"):
        tables_of(["orders"])
    assert tables_of(["orders=a.b"]) == {"orders": "a.b"}
    folder = tmp_path / "older"
    shutil.copytree(study, folder)
    run_json = json.loads((folder / "run.json").read_text())
    run_json["mapping"]["sources"]["orders"]["types"] = []
    (folder / "run.json").write_text(json.dumps(run_json))
    with pytest.raises(WrongWords, match="COT-133"):
        sql(folder)
