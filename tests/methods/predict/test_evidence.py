from coterie.methods.predict.evidence import evidence, shown_times
from coterie.methods.predict.given import Question, given
from coterie.terms import Evidence


def test_every_score_and_every_bin_is_a_statistic_with_a_definition(planted_table):
    answer, _ = given(planted_table(600), Question("Left"))
    store = Evidence()
    store.extend(evidence(answer))
    for name, value in answer.scores.items():
        found = store.find(name, "prediction")
        assert found.estimate == value.value
        assert found.definition.endswith(".")
    assert {s.population for s in store if s.metric == "log_loss"} >= {"model:logistic", "model:boosting"}
    assert sum(s.n for s in store if s.metric == "outcome") == 600


def test_times_shown_are_round_and_end_at_the_end(planted_table):
    class Stay:
        curve = ((1.0, None), (72.0, None))

    assert shown_times(Stay) == (9.0, 18.0, 27.0, 36.0, 45.0, 54.0, 63.0, 72.0)
