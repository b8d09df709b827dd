"""Which traits may be findings?"""

from coterie.measure.roles import role_of
from coterie.terms import CustomerTable, Trait


def trait(name, group="behavioural", derived=()):
    return Trait(name, name, group, "numeric", derived=derived)


def test_only_what_had_no_part_in_the_segments_is_held():
    traits = (
        trait("orders", derived=("lines",)),
        trait("gap", derived=("orders",)),
        trait("lines"),
        trait("clv", "value"),
        trait("age", "demographic"),
    )
    table = CustomerTable((), {}, traits)
    roles = {t.name: role_of(t, ("orders",), table) for t in traits}
    assert roles == {"orders": "forming", "gap": "described", "lines": "described", "clv": "described", "age": "held"}
