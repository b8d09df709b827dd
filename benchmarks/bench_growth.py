"""Does the time grow no faster than the lines? The whole analysis at 1 and at 10 million lines."""

import json

from generate import lines_parquet
from measure import Contender, once

readings = {}
for rows in (1_000_000, 10_000_000):
    path = str(lines_parquet(rows))
    readings[rows] = once(Contender("coterie", "analyze_coterie.py", (path,)))
one, ten = readings.values()
print(
    json.dumps(
        {
            "question": "whole analysis, 10 million lines against 1 million",
            "peer": "itself at 1 million lines",
            "ours_cpu_s": round(ten.cpu, 1),
            "ours_peak_mb": round(ten.peak_mb),
            "peer_cpu_s": round(one.cpu, 1),
            "peer_peak_mb": round(one.peak_mb),
            "ratio": round(ten.cpu / one.cpu, 2),
            "note": "times the processor time for 10 times the lines",
        }
    )
)
