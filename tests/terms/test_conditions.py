import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.terms import Trait, WrongWords, conditions_of

ORDERS = Trait("orders", "Orders", "behavioural", "numeric", "orders")
CITY = Trait("city", "City", "demographic", "categorical", levels=("Ghent", "O'Brien"))
INCOME = Trait("income", "Income", "demographic", "ordered", levels=("low", "average", "high"))
AGREED = Trait("agreed", "Agreed", "demographic", "flag")
JOINED = Trait("joined", "Joined", "behavioural", "date")
TRAITS = (ORDERS, CITY, INCOME, AGREED, JOINED)
TREE = {
    "all": [
        {"trait": "orders", "is": ">=", "value": 3},
        {"any": [{"trait": "city", "is": "in", "value": ["Ghent"]}, {"trait": "agreed", "is": "=", "value": True}]},
        {"trait": "joined", "is": "<", "value": "2026-01-31"},
    ]
}


def codes(plain: object) -> list[str]:
    with pytest.raises(WrongWords) as wrong:
        conditions_of(plain, TRAITS)
    return [problem.code for problem in wrong.value.problems]


def test_a_tree_is_told_in_words_and_given_back_as_it_was() -> None:
    found = conditions_of(TREE, TRAITS)
    assert found.plain() == TREE
    assert found.sentence() == (
        "Orders is at least 3 and (City is one of Ghent or Agreed is yes) and Joined is under 2026-01-31"
    )


@pytest.mark.parametrize("nothing", [None, {}, {"all": []}])
def test_no_condition_means_everyone(nothing: object) -> None:
    assert conditions_of(nothing, TRAITS).sentence() == "everyone"


def test_names_are_told_for_ids() -> None:
    found = conditions_of({"all": [{"trait": "city", "is": "=", "value": "Ghent"}]}, TRAITS)
    assert found.sentence({"Ghent": "the city of Ghent"}) == "City is the city of Ghent"


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ("orders > 3", "COT-151"),
        ({"all": "x"}, "COT-151"),
        ({"all": [], "any": []}, "COT-151"),
        ({"all": [{"trait": "orders", "is": ">="}]}, "COT-151"),
        ({"all": [{"trait": "nope", "is": "=", "value": 1}]}, "COT-152"),
        ({"all": [{"trait": "city", "is": ">=", "value": "Ghent"}]}, "COT-153"),
        ({"all": [{"trait": "orders", "is": ["="], "value": 1}]}, "COT-153"),
        ({"all": [{"trait": "orders", "is": ">=", "value": "3"}]}, "COT-154"),
        ({"all": [{"trait": "orders", "is": ">=", "value": float("nan")}]}, "COT-154"),
        ({"all": [{"trait": "orders", "is": "=", "value": True}]}, "COT-154"),
        ({"all": [{"trait": "income", "is": ">=", "value": "rich"}]}, "COT-154"),
        ({"all": [{"trait": "city", "is": "in", "value": []}]}, "COT-154"),
        ({"all": [{"trait": "joined", "is": "<", "value": "31.1.2026"}]}, "COT-154"),
        ({"all": [{"trait": "agreed", "is": "known", "value": 1}]}, "COT-154"),
        ({"all": [{"trait": "orders", "is": "=", "value": 1}] * 51}, "COT-155"),
        ({"all": [{"any": [{"all": [{"any": [{"all": [{"any": []}]}]}]}]}]}, "COT-155"),
    ],
)
def test_what_is_wrong_with_a_tree_has_a_code(plain: object, code: str) -> None:
    assert codes(plain) == [code]


def test_all_faults_are_said_at_once() -> None:
    plain = {"any": [{"trait": "nope", "is": "=", "value": 1}, 7, {"trait": "orders", "is": "<", "value": None}]}
    assert codes(plain) == ["COT-152", "COT-151", "COT-154"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["orders", "="]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["all", "any", "trait", "is", "value", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_anything_is_either_read_or_refused_with_a_code(plain: object) -> None:
    try:
        found = conditions_of(plain, TRAITS)
    except WrongWords as wrong:
        assert wrong.problems
    else:
        assert conditions_of(found.plain(), TRAITS) == found
