"""May this trait be a finding about these segments? Its role: forming, held or described."""

from collections.abc import Collection

from coterie.terms import CustomerTable, Trait
from coterie.terms.statistics import Role


def role_of(trait: Trait, forming: Collection[str], table: CustomerTable) -> Role:
    """The role of a trait for segments made from the ``forming`` traits.

    forming     it made the segments: stated as their definition, never tested (testing it passes on pure noise).
    described   it is computed from a forming trait, or a forming trait from it, or it is a value of the same orders.
    held        it had no part: only here can a difference be a finding.

    >>> made, kin = Trait("orders", "Orders", "behavioural", "numeric"), Trait("age", "Age", "demographic", "numeric")
    >>> nobody = CustomerTable((), {}, (made, kin))
    >>> role_of(made, {"orders"}, nobody), role_of(kin, {"orders"}, nobody)
    ('forming', 'held')
    """
    if trait.name in forming:
        return "forming"
    if trait.group == "value" or any(parent in forming for parent in trait.derived):
        return "described"
    makers = (other for other in table.traits if other.name in forming)
    return "described" if any(trait.name in maker.derived for maker in makers) else "held"
