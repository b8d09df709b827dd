"""Online Retail to segments, values, personas and a report: ours."""

import json
import sys
import tempfile

from clocked import clocked

import coterie


def job() -> dict[str, object]:
    study = coterie.analyze(orders=sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        study.save(f"{folder}/out")
    assert study.results.segmentation is not None
    return {"k": study.results.segmentation.k, "seconds": json.dumps(study.seconds)}


clocked(job)
