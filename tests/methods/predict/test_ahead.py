import numpy as np
import pytest

from coterie import features, intake
from coterie.engine import open_engine
from coterie.methods.predict.ahead import View, ahead
from coterie.methods.predict.goal import goal_of, moments, reached, watch, with_habit
from coterie.terms import DataRefused, Silent, Words
from shop import FOUR, generate, write


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    path = write(generate(500, groups=FOUR, days=360).table(), tmp_path_factory.mktemp("shop") / "orders.parquet")
    goal = goal_of("buys within 45 days")
    with open_engine() as engine:
        dataset = intake.load(engine, {"orders": str(path)}, Words(), Silent())
        features.prepare(engine, dataset)
        watch(engine, dataset, goal)
        days = moments(goal, dataset.first_day, dataset.last_day)

        def view(window, known=True):
            table = with_habit(engine, goal, features.customer_table(engine, dataset, window))
            return View(table, reached(engine, goal, table) if known else None)

        yield goal, [view(w) for w in days.learn], view(days.judge), view(days.now, False)


def test_who_buys_again_is_told_and_judged_on_days_not_seen(views):
    goal, learn, judge, now = views
    answer = ahead(goal, learn, judge, now, seed=0)
    assert answer.scores["auc"].value > 0.7
    assert answer.scores["log_loss"].value < answer.scores["baseline_log_loss"].value
    assert answer.n == len(judge.table)
    assert answer.ids.tolist() == now.table.ids.tolist()
    assert (answer.actual == -1).all()
    assert "the last 45 days" in answer.judged


def test_the_holdout_has_no_part_in_choosing(views):
    goal, learn, judge, now = views
    other = View(judge.table, 1 - judge.y)
    first, second = ahead(goal, learn, judge, now, seed=0), ahead(goal, learn, other, now, seed=0)
    assert first.leaderboard == second.leaderboard
    assert first.scores["auc"].value == pytest.approx(1 - second.scores["auc"].value)


def test_a_goal_that_nobody_reaches_is_refused(views):
    goal, learn, judge, now = views
    nobody = [View(v.table, np.zeros(len(v.table), dtype=np.int64)) for v in learn]
    with pytest.raises(DataRefused, match="COT-853"):
        ahead(goal, nobody, judge, now, seed=0)
