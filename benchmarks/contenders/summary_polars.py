"""Raw order lines in Parquet to x, t_x, T and mean spend: Polars, streaming, without any check of the rows."""

import sys

import polars as pl
from clocked import clocked


def job() -> dict[str, object]:
    lines = pl.scan_parquet(sys.argv[1]).select("customer_id", pl.col("ordered_at").dt.date().alias("day"), "amount")
    days = lines.group_by("customer_id", "day").agg(pl.col("amount").sum())
    end = lines.select(pl.col("day").max()).collect().item()
    found = (
        days.group_by("customer_id")
        .agg(
            (pl.len() - 1).alias("x"),
            (pl.col("day").max() - pl.col("day").min()).dt.total_days().alias("t_x"),
            (pl.lit(end) - pl.col("day").min()).dt.total_days().alias("T"),
            pl.col("amount").sort_by("day").slice(1).mean().alias("spend"),
        )
        .collect(engine="streaming")
    )
    return {"customers": len(found), "x": float(found["x"].sum()), "T": float(found["T"].sum())}


clocked(job)
