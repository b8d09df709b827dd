"""Is what can be asked declared once, and does validation use it?"""

import pytest

from coterie.methods.segments.settings import tables
from coterie.terms import WrongWords
from coterie.workflows import REQUEST, choices, request_of, words_of
from coterie.workflows.options import within


def test_every_parameter_of_every_way_of_grouping_is_a_choice() -> None:
    found = {choice.name: [parameter.name for parameter, _, _ in choice.settings] for choice in choices()}
    assert found == {name: [each.name for each in parameters] for name, parameters in tables().items()}
    assert all(choice.label or choice.says for choice in choices())


@pytest.mark.parametrize("name", ["holdout", "segments", "horizon", "budget", "margin", "discount", "acquisition_cost"])
def test_an_analysis_refuses_what_is_past_the_declared_range(name: str) -> None:
    asked = REQUEST[name]
    assert asked.high is not None
    request_of({"orders": "x"}, words_of([]), **{name: asked.high})
    past = asked.high + 1
    assert not within(name, past)
    with pytest.raises(WrongWords):
        request_of({"orders": "x"}, words_of([]), **{name: past})


def test_a_setting_can_be_used_with_the_ways_of_grouping_that_its_choice_names() -> None:
    for choice in choices():
        parameter, _, _ = choice.settings[0]
        value = parameter.choices[0] if parameter.choices else parameter.high
        for method in choice.methods or ("auto",):
            request_of(
                {"orders": "x"}, words_of([]), method=method, settings=[f"{choice.name}.{parameter.name}={value}"]
            )
        if "auto" not in choice.methods and choice.methods:
            with pytest.raises(WrongWords):
                request_of({"orders": "x"}, words_of([]), settings=[f"{choice.name}.{parameter.name}={value}"])
