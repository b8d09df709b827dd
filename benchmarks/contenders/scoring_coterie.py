"""Customers in Parquet to the sizes of their groups: the statement that coterie writes, run by DuckDB."""

import sys

import duckdb
from centres import CENTRES, TRAITS
from clocked import clocked

from coterie.engine.portable import statement
from coterie.methods.forms import Centres, Model
from coterie.methods.forms.sql import answer_step, score_steps


def job() -> dict[str, object]:
    segments = [(str(g), f"Group {g}") for g in range(len(CENTRES))]
    model = Model("kmeans", TRAITS, None, Centres(CENTRES))
    steps = [*score_steps(model, "traits", segments), answer_step(model, segments, valued=False)]
    sql = statement(steps, "duckdb", tables={"traits": "given"}, names={}).rstrip(";\n")
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(f"create view given as from '{sys.argv[1]}'")
        found = connection.sql(f"select segment, count(*) from ({sql}) group by 1 order by 1").fetchall()
    return {"sizes": [size for _, size in found]}


clocked(job)
