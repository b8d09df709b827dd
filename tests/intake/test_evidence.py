"""Do the statistics of intake hold the account?"""

from pathlib import Path

from bench import put, take
from coterie.engine import Engine
from coterie.intake import evidence

GOOD = "ann,2024-01-05,1,10.00\nbob,2024-02-05,2,5.00\neve,2024-03-05,1,7.50\n"


HEAD = "customer,date,quantity,price\n"


def test_the_statistics_hold_the_account(engine: Engine, tmp_path: Path) -> None:
    dataset = take(engine, orders=put(tmp_path, "a.csv", HEAD + GOOD + ",2024-01-05,2,10.00\n"))
    found = {(s.metric, s.params): s.estimate for s in evidence(dataset) if s.population == "orders"}
    assert found[("rows_read", ())] == 4
    assert found[("rows_accepted", ())] == 3
    assert found[("amount_read", ())] == 47.5
    assert found[("amount_rejected", (("code", "COT-401"),))] == 20
    keys = [s.key for s in evidence(dataset)]
    assert len(keys) == len(set(keys))
