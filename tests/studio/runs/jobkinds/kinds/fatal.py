import os
import signal
import time

from coterie.terms import DataRefused, Failed, Problem


def run(arguments, work):
    how = arguments["how"]
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "hungry":
        full = [bytearray(2**20) for _ in range(600)]
        time.sleep(600)  # whoever looks at its memory finds it there, however seldom that is
        return {"mb": len(full)}
    if how == "refused":
        raise DataRefused(Problem("COT-201", "orders.csv has 0 bytes"))
    if how == "failed":
        raise Failed(Problem("COT-902", "results may not be written"))
    if how == "not json":
        return {"number": float("nan")}
    raise KeyError("a fault of ours")
