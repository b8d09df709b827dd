"""Do the lines go when nobody reads them again, and does all that is read stay?"""

from pathlib import Path

from coterie import features, intake
from coterie.engine import open_engine
from coterie.intake.release import LINES
from coterie.terms import Silent, TimeUnit, Words

ORDERS = "customer_id,order_id,ordered_at,amount\nA,1,2024-01-02,10\nA,2,2024-02-02,20\nB,3,2024-03-04,5\nC,4,,7\n"


def test_after_the_release_no_line_is_held_and_everything_later_still_works(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    with open_engine() as engine:
        dataset = intake.load(engine, {"orders": str(tmp_path / "orders.csv")}, Words(), Silent(), few=True)
        features.prepare(engine, dataset)
        assert engine.has("orders_lines")
        intake.release_lines(engine)
        assert not [name for name in LINES if engine.has(name)]
        assert engine.count("rejected") == 1
        timeline = features.timeline(engine, dataset, as_of=None, holdout="none", unit=TimeUnit.DAY)
        assert features.customer_table(engine, dataset, timeline.whole).ids.tolist() == ["A", "B"]
        assert features.btyd_summary(engine, timeline.whole, TimeUnit.DAY).x.tolist() == [1.0, 0.0]


def test_a_study_without_orders_has_no_lines_to_release() -> None:
    with open_engine() as engine:
        intake.release_lines(engine)
        assert not engine.has("orders")
