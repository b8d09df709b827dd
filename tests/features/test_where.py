import pytest

from coterie.engine import open_engine
from coterie.features import where
from coterie.terms import conditions_of
from terms.test_conditions import TRAITS

ROWS = """
(VALUES (1, 5.0, 'Ghent', 'low', TRUE, DATE '2026-01-01'), (2, 2.0, 'O''Brien', 'high', FALSE, DATE '2026-02-01'),
        (3, NULL, NULL, NULL, NULL, NULL)) AS t(id, orders, city, income, agreed, joined)
"""


def met(plain: object) -> list[int]:
    with open_engine() as engine:
        condition = where(conditions_of(plain, TRAITS))
        return [row[0] for row in engine.rows(f"SELECT id FROM {ROWS} WHERE {condition} ORDER BY id")]


@pytest.mark.parametrize(
    ("trait", "compared", "value", "wanted"),
    [
        ("orders", ">=", 5, [1]),
        ("orders", "<", 5, [2]),
        ("orders", "in", [2, 7], [2]),
        ("orders", "known", False, [3]),
        ("city", "=", "O'Brien", [2]),
        ("city", "not in", ["Ghent"], [2]),
        ("income", ">", "low", [2]),
        ("income", "<=", "average", [1]),
        ("income", ">", "high", []),
        ("income", "=", "low", [1]),
        ("agreed", "=", False, [2]),
        ("joined", ">", "2026-01-01", [2]),
        ("joined", "known", True, [1, 2]),
    ],
)
def test_a_condition_keeps_the_customers_who_meet_it(
    trait: str, compared: str, value: object, wanted: list[int]
) -> None:
    assert met({"all": [{"trait": trait, "is": compared, "value": value}]}) == wanted


def test_lists_hold_all_or_any() -> None:
    few = {"trait": "orders", "is": "<", "value": 3}
    ghent = {"trait": "city", "is": "=", "value": "Ghent"}
    assert met({"all": [few, ghent]}) == []
    assert met({"any": [few, ghent]}) == [1, 2]
    assert met({"any": []}) == []
    assert met({"all": [few, {"any": [ghent, {"trait": "income", "is": "=", "value": "high"}]}]}) == [2]


@pytest.mark.parametrize("text", ["' OR 1=1 --", "$n", "'; DROP TABLE t; --", "\\", 'a"b'])
def test_what_a_person_typed_is_never_run(text: str) -> None:
    open_trait = tuple(t if t.name != "city" else type(t)("city", "City", "demographic", "categorical") for t in TRAITS)
    condition = where(conditions_of({"all": [{"trait": "city", "is": "=", "value": text}]}, open_trait))
    with open_engine() as engine:
        assert engine.rows(f"SELECT id FROM {ROWS} WHERE {condition}") == []
