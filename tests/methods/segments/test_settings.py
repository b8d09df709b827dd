import pytest

from coterie.methods.segments.settings import default_of, range_of, read_settings, settings_of, tables
from coterie.terms import WrongWords
from coterie.terms.parameters import Parameter


def test_a_name_goes_to_every_method_that_has_it_and_a_full_name_to_one():
    assert read_settings(["starts=3"], "auto") == {"kmeans.starts": 3}
    found = read_settings(["sample=5000"], "auto")
    assert found == {"kmeans.sample": 5000, "mixture.sample": 5000}
    assert read_settings(["fuzzy.fuzziness=2"], "all") == {"fuzzy.fuzziness": 2.0}


def test_words_are_taken_from_the_choices():
    assert read_settings(["linkage=average"], "hierarchical") == {"hierarchical.linkage": "average"}


@pytest.mark.parametrize(
    ("said", "method", "told"),
    [
        ("fuzziness=9", "fuzzy", r"COT-706.*a number from 1.05 to 4"),
        ("linkage=single", "hierarchical", r"COT-706.*ward, average or complete"),
        ("starts=2.5", "kmeans", r"COT-706.*a whole number from 1 to 100"),
        ("eps=nan", "dbscan", r"COT-706"),
        ("eps=0.3", "kmeans", r"COT-705.*belongs to dbscan"),
        ("magic=1", "kmeans", r"COT-705.*there are"),
        ("starts", "kmeans", r"COT-705"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_reason(said, method, told):
    with pytest.raises(WrongWords, match=told):
        read_settings([said], method)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(WrongWords) as wrong:
        read_settings(["magic=1", "starts=0"], "kmeans")
    assert [p.code for p in wrong.value.problems] == ["COT-705", "COT-706"]


def test_settings_of_a_method_have_its_own_names():
    assert settings_of({"fuzzy.rounds": 9, "kmeans.starts": 3}, "fuzzy") == {"rounds": 9}


def test_every_parameter_has_a_range_a_sentence_and_a_default_within_the_range():
    for name, parameters in tables().items():
        for p in parameters:
            assert p.effect.endswith("."), (name, p.name)
            assert p.choices or (p.low is not None and p.high is not None), (name, p.name)
            if isinstance(p.default, int | float) and p.low is not None and p.high is not None:
                assert p.low <= p.default <= p.high, (name, p.name)
            assert range_of(p)


def test_defaults_are_told_in_words():
    assert default_of(Parameter("eps", None, "")) == "from the data"
    assert default_of(Parameter("sample", 20_000, "")) == "20,000"
