"""The ground: one door to every database.

A *step* is one named SELECT in DuckDB's dialect over a portable alphabet; an *engine* runs steps and hands back arrays.
Only this room names a database driver or opens a connection.

The portable alphabet: count, min, max, sums of BIGINT or DECIMAL, ``percentile_cont(..) within group (order by ..)``,
case, arithmetic, pow, ln, exp, window functions with a total order, ``date_diff('day', a, b)``. No float sums, no avg,
no stddev, no first, no mode, no approximate quantiles: their results change with row order and threads.
"""

from coterie.engine.collect import Columns
from coterie.engine.connect import Engine, open_engine
from coterie.engine.fetch import READ, fetch, tables_of
from coterie.engine.frames import Frame, is_frame, to_arrow, to_frame
from coterie.engine.named import Named, bring, named
from coterie.engine.sampling import hash_rank, seed_of
from coterie.engine.sqlite import Store, Writer
from coterie.engine.steps import Step, StepRun, bind, ident, literal

__all__ = [
    "READ",
    "Columns",
    "Engine",
    "Frame",
    "Named",
    "Step",
    "StepRun",
    "Store",
    "Writer",
    "bind",
    "bring",
    "fetch",
    "hash_rank",
    "ident",
    "is_frame",
    "literal",
    "named",
    "open_engine",
    "seed_of",
    "tables_of",
    "to_arrow",
    "to_frame",
]
