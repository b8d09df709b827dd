from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.predict.given import Question, given, percentiles, score
from coterie.terms import DataRefused, Trait


def with_trait(table, name, values, kind="numeric"):
    return table.with_columns(
        {name: values}, [Trait(name, name.capitalize(), "behavioural", kind, source=f"customers.{name}")]
    )


def test_the_planted_truth_is_learned_and_judged(planted_table):
    answer, _ = given(planted_table(1500), Question("Left"))
    assert answer.chosen == "logistic"
    assert answer.scores["auc"].value > 0.75
    assert answer.scores["log_loss"].value < answer.scores["baseline_log_loss"].value
    assert answer.n == 1500
    assert [rung.name for rung in answer.leaderboard] == ["base_rate", "logistic", "forest", "boosting"]
    assert {w.trait for w in answer.weights[:2]} == {"age", "plan"}


def test_pure_noise_is_said_to_be_noise(planted_table):
    table = planted_table(600)
    noise = replace(
        table, columns={**table.columns, "left": np.random.default_rng(9).integers(0, 2, 600).astype(float)}
    )
    answer, _ = given(noise, Question("Left"))
    assert answer.chosen == "base_rate"
    assert "do not act on these probabilities" in answer.notes[-1]


def test_a_column_that_gives_the_answer_away_is_named_and_not_exploited(planted_table):
    table = planted_table(800)
    answer, _ = given(with_trait(table, "refund", table.columns["left"] * 3), Question("Left"))
    assert [(leak.kind, leak.column, leak.left_out) for leak in answer.leaks] == [("alone", "refund", True)]
    assert answer.scores["auc"].value < 0.9


def test_customers_without_a_known_target_are_predicted_by_the_final_model(planted_table):
    table = planted_table(800)
    hidden = table.columns["left"].copy()
    hidden[:100] = np.nan
    answer, _ = given(replace(table, columns={**table.columns, "left": hidden}), Question("Left"))
    assert (answer.n, len(answer.ids)) == (700, 800)
    assert (answer.actual[:100] == -1).all()
    assert "100 customers have no known Left" in answer.notes[0]
    assert np.isfinite(answer.probabilities).all()


def test_what_a_person_leaves_out_is_left_out(planted_table):
    answer, _ = given(planted_table(400), Question("Left", leave_out=("Age",)))
    assert "age" not in {w.trait for w in answer.weights}


def test_nothing_to_learn_from_is_refused(planted_table):
    with pytest.raises(DataRefused, match="COT-858"):
        given(planted_table(300), Question("Left", leave_out=("Age", "Plan", "Noise")))


def test_later_rows_are_judged_when_there_is_a_time(planted_table):
    day = np.array("2020-01-01", dtype="datetime64[D]") + np.arange(1200) % 365
    table = planted_table(1200).with_columns(
        {"day": day}, [Trait("day", "Day", "behavioural", "date", source="customers.Day")]
    )
    answer, _ = given(table, Question("Left", time="Day", leave_out=("Day",)))
    assert "later rows by Day, 5 blocks" in answer.judged
    assert sum(b.n for b in answer.bins) < answer.n


def test_a_second_file_is_scored_and_its_known_ids_are_told(planted_table):
    table = planted_table(800)
    answer, fitted = given(table, Question("Left"))
    scored = score(answer, fitted, planted_table(60), "new.csv")
    assert scored.scored.known.all()
    assert "60 of the 60 ids in new.csv" in scored.leaks[-1].sentence
    again = fitted.probabilities(fitted.sheet.x[:60])
    assert scored.scored.probabilities.shape == again.shape


def test_percentiles_rank_ties_alike():
    assert percentiles(np.array([0.3, 0.3])).tolist() == [50.0, 50.0]


def test_a_duration_brings_the_answer_how_long_they_stay(planted_table):
    table = planted_table(600)
    months = np.random.default_rng(1).integers(0, 30, 600).astype(float)
    answer, _ = given(with_trait(table, "months", months), Question("Left", duration="months"))
    assert answer.stay.n == int((months > 0).sum())
    with pytest.raises(DataRefused, match="COT-857"):
        given(table, Question("Left", duration="Plan"))


def test_a_neural_network_that_is_not_better_is_not_used_and_said_so(planted_table):
    answer, _ = given(planted_table(600), Question("Left", neural=True))
    assert answer.leaderboard[-1].name == "neural"
    assert answer.chosen == "logistic"
    assert "the neural network was not better than a simpler model: not used" in answer.notes
