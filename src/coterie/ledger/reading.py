"""What did an earlier study find? Its folder read back as nouns, so that its models can be used again."""

import json
from collections.abc import Mapping as Dict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from coterie.engine import Columns, Engine
from coterie.ledger.publishing import MANIFEST
from coterie.terms import (
    ColumnMap,
    Horizon,
    Mapping,
    Problem,
    Rule,
    SavedStudy,
    SavedValue,
    SourceMap,
    TimeUnit,
    Trait,
    ValueFit,
    Window,
    WrongWords,
)
from coterie.terms.value import Design, FixedTrait

CUSTOMERS = "saved_customers"


def read_study(folder: Path) -> SavedStudy:
    """The study in a folder that ``coterie analyze`` wrote.

    Raises    WrongWords (COT-911) where the folder holds no finished study, or one of another version's shape.
    """
    manifest = _json(folder, MANIFEST)
    if manifest.get("status") != "done":
        found = f"the study in {folder} ended as {manifest.get('status')!r}"
        raise WrongWords(Problem("COT-911", found, expected="a study that was done"))
    try:
        return _study(folder, manifest)
    except (KeyError, TypeError, ValueError) as fault:
        found = f"the study in {folder} was written by version {manifest.get('coterie')} and lacks {fault}"
        raise WrongWords(Problem("COT-911", found, remedy="Run coterie analyze again on the same files")) from fault


def read_customers(engine: Engine, study: SavedStudy, name: str = CUSTOMERS) -> Columns:
    """The customers of a study as written, sorted by id; the table stands in the engine under ``name``."""
    path = study.folder / "customers.parquet"
    if not path.is_file():
        raise WrongWords(Problem("COT-911", f"{study.folder} has no customers.parquet"))
    engine.add_parquet(name, [path])
    found = engine.collect(f"SELECT * FROM {name}", order_by=["customer_id"])
    return {key: values for key, values in found.items() if key not in ("filename", "file_row_number")}


def read_number(engine: Engine, study: SavedStudy, metric: str, population: str) -> float | None:
    """The estimate of a statistic of a study, None where its evidence has none."""
    path = study.folder / "evidence.parquet"
    if not path.is_file():
        return None
    engine.add_parquet("saved_evidence", [path])
    sql = "SELECT estimate FROM saved_evidence WHERE metric = $metric AND population = $population ORDER BY key"
    rows = engine.rows(sql, metric=metric, population=population)
    return float(rows[0][0]) if rows and rows[0][0] is not None else None


def _study(folder: Path, manifest: Dict[str, Any]) -> SavedStudy:
    groups = _json(folder, "models/segments.json") if (folder / "models/segments.json").is_file() else {}
    value = _json(folder, "models/value.json") if (folder / "models/value.json").is_file() else None
    days = manifest["days"]
    return SavedStudy(
        folder=folder,
        version=str(manifest["coterie"]),
        dataset=str(manifest["dataset"]),
        kinds=tuple(sorted(manifest["inputs"])),
        mapping=mapping_of(manifest["mapping"]),
        window=Window(date.fromisoformat(days["first"]), date.fromisoformat(days["as_of"])) if days else None,
        traits=traits_of(manifest),
        segments=tuple((str(s["id"]), str(s["name"])) for s in groups.get("segments", ())),
        model=groups.get("model", {}),
        value=None if value is None else _value(value),
        currency=str(manifest.get("currency", "")),
        seed=int(manifest["seed"]),
        dedupe=str(manifest["parameters"].get("dedupe", "none")),
        rules=_rules(folder),
    )


def _rules(folder: Path) -> dict[str, Rule]:
    """The filter of each segment that has one."""
    told = _json(folder, "segments.json").get("segments", []) if (folder / "segments.json").is_file() else []
    return {
        str(each["id"]): Rule(
            str(each["rule"]["text"]),
            tuple(
                (str(name), str(sign), tuple(str(word) for word in at) if isinstance(at, list) else float(at))
                for name, sign, at in each["rule"]["conditions"]
            ),
            float(each["rule"]["precision"]),
            float(each["rule"]["coverage"]),
        )
        for each in told
        if each.get("rule")
    }


def mapping_of(plain: Dict[str, Any]) -> Mapping:
    """The mapping that stands in ``run.json``."""
    return Mapping(
        {kind: _source(each) for kind, each in plain["sources"].items()},
        {name: tuple(levels) for name, levels in plain["ordered"].items()},
        {name: edges if isinstance(edges, str) else tuple(edges) for name, edges in plain["bands"].items()},
        dict(plain["grids"]),
        dict(plain.get("traits", {})),
    )


def _source(plain: Dict[str, Any]) -> SourceMap:
    columns = tuple(ColumnMap(**_frozen(each)) for each in plain["columns"])
    return SourceMap(**{**_frozen(plain), "columns": columns})


def traits_of(manifest: Dict[str, Any]) -> tuple[Trait, ...]:
    """The traits that stand in ``run.json``."""
    return tuple(Trait(**_frozen(each)) for each in manifest["traits"])


def _frozen(plain: Dict[str, Any]) -> dict[str, Any]:
    """The fields of a noun, lists at any depth as tuples again."""
    return {name: _tuples(value) for name, value in plain.items()}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value


def _value(plain: Dict[str, Any]) -> SavedValue:
    fit = dict(plain["fit"])
    for name in ("covariance", "spend_covariance"):
        fit[name] = None if fit.get(name) is None else np.asarray(fit[name], dtype=np.float64)
    for name in ("boundary", "buying", "leaving"):
        fit[name] = tuple(fit.get(name, ()))
    design = fit.get("design", {})
    traits = tuple(FixedTrait(**_frozen(each)) for each in design.get("traits", ()))
    fit["design"] = Design(traits, tuple(design.get("columns", ())))
    unit, horizon = TimeUnit(plain["time_unit"]), Horizon(int(plain["horizon_months"]))
    margin = plain.get("margin")
    kept = None if margin is None else float(margin)
    return SavedValue(str(plain["model"]), unit, horizon, float(plain["discount"]), ValueFit(**fit), kept)


def _json(folder: Path, name: str) -> dict[str, Any]:
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise WrongWords(Problem("COT-911", f"{folder} has no {name}")) from missing
    except (OSError, ValueError) as fault:
        raise WrongWords(Problem("COT-911", f"{folder / name} cannot be read ({fault})")) from fault
    if not isinstance(found, dict):
        raise WrongWords(Problem("COT-911", f"{folder / name} holds no JSON object"))
    return found
