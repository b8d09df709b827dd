"""The shop that is measured: order lines of BG/NBD buyers, generated once and kept in ``work/``."""

import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from measure import WORK

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parent / "contenders"))

from centres import CENTRES, TRAITS

from shop import FOUR, generate, write

LINES_A_CUSTOMER = 11.4
TEN = 10_000_000


def lines_parquet(rows: int) -> Path:
    """A Parquet file with about that many order lines of a shop with four planted groups, made once."""
    WORK.mkdir(exist_ok=True)
    path = WORK / f"lines_{rows}.parquet"
    if not path.is_file():
        write(generate(round(rows / LINES_A_CUSTOMER), groups=FOUR).table(), path)
    return path


def lines_copied(rows: int) -> Path:
    """Ten million lines again and again, each time of other customers; whoever asks for them removes the file."""
    path = WORK / f"lines_{rows}_copied.parquet"
    once = lines_parquet(min(rows, TEN))
    sql = f"""
        COPY (SELECT customer_id || '-' || copy AS customer_id, ordered_at, amount
              FROM range({max(1, rows // TEN)}) AS copies(copy), read_parquet('{once}'))
        TO '{path}' (FORMAT parquet)
    """
    with duckdb.connect(config={"preserve_insertion_order": "false"}) as connection:
        connection.execute(sql)
    return path


def lines_csv(rows: int) -> Path:
    """The same lines as text, with the name of an article on each: about 100 bytes a line, made once."""
    path = WORK / f"lines_{rows}.csv"
    if not path.is_file():
        with pq.ParquetFile(lines_parquet(rows)) as file:
            writer = None
            for batch in file.iter_batches(1_000_000):
                number = pc.cast(pc.cast(pc.multiply(batch["unit_price"], 100.0), "int64", safe=False), "string")
                name = pc.binary_join_element_wise(batch["category"], "article", number, "of the usual size", " ")
                table = batch.append_column("product", name)
                writer = writer or pyarrow.csv.CSVWriter(path, table.schema)
                writer.write_batch(table)
            if writer:
                writer.close()
    return path


def traits_parquet(customers: int) -> Path:
    """A Parquet file of customers with ten traits about eight centres, in double precision, made once."""
    WORK.mkdir(exist_ok=True)
    path = WORK / f"traits_double_{customers}.parquet"
    if not path.is_file():
        dice = np.random.Generator(np.random.PCG64(customers))
        centres = np.array(CENTRES)
        names = ["customer_id", *TRAITS]
        with pq.ParquetWriter(
            path, pa.schema([("customer_id", pa.int64()), *((t, pa.float64()) for t in TRAITS)])
        ) as out:
            for start in range(0, customers, 1_000_000):
                n = min(1_000_000, customers - start)
                at = centres[dice.integers(0, len(centres), n)]
                values = at + dice.standard_normal(at.shape)
                out.write_table(pa.table([np.arange(start, start + n), *np.ascontiguousarray(values.T)], names=names))
    return path
