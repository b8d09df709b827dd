from coterie.report import column_name, customer_columns, described
from coterie.report.tables import RESERVED
from coterie.terms import Trait
from report import fake


def test_every_column_that_the_table_adds_is_described_but_for_names_and_ids() -> None:
    columns = customer_columns(fake.fake_results())
    told = {trait.name for trait in described(fake.fake_results().table.traits, columns, ["s1"])}
    untold = set(columns) - told
    assert untold <= {"customer_id", "segment_name"} | {name for name in columns if name.startswith("membership_")}
    known = described((), RESERVED)
    assert {trait.name for trait in known} >= set(RESERVED) - {"customer_id", "segment_name"}
    assert all(trait.label and trait.meaning for trait in known)


def test_a_trait_bears_the_name_of_its_column() -> None:
    own = Trait("clv", "Their own value", "value", "numeric")
    found = described((own,), ["customer_id", column_name("clv"), "clv"])
    assert [(trait.name, trait.label) for trait in found] == [
        ("clv_given", "Their own value"),
        ("clv", "Expected value"),
    ]
