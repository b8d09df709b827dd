"""Does a text lose an id, and nothing that only looks like it?"""

from coterie.ledger import Token


def test_a_number_that_is_short_is_not_taken_for_a_person_within_a_text() -> None:
    assert Token("12").without("12 % of 4,312") == "12 % of 4,312"
    assert Token("C0000003").without("as C0000003 said, not XC0000003") == "as [erased] said, not XC0000003"
    assert Token("7").plain({"rows": [{"customer_id": "7"}, {"customer_id": "8"}]}) == {"rows": [{"customer_id": "8"}]}
