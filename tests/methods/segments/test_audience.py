"""Controls are drawn by the id alone, and consent must be given."""

from pathlib import Path

import numpy as np
import pytest

from coterie.methods.segments.audience import audience
from coterie.terms import CustomerTable, Mapping, SavedCustomers, SavedStudy, Trait, WrongWords

CONSENT = Trait("consent", "Consent", "demographic", "constant", source="customers.consent")


def study(*traits: Trait) -> SavedStudy:
    return SavedStudy(Path("out"), "0", "d", ("orders",), Mapping(), None, traits, (("s1", "Loyal"), ("s2", "New")))


def people(n: int, consent: str | None = None) -> SavedCustomers:
    ids = np.array([f"c{i:04d}" for i in range(n)], dtype=object)
    columns = {} if consent is None else {"consent": np.full(n, consent, dtype=object)}
    table = CustomerTable(ids, columns, () if consent is None else (CONSENT,))
    return SavedCustomers(table, np.arange(n) % 2)


def test_the_share_of_controls_is_about_what_was_asked() -> None:
    found = audience(study(), people(4_000), None, "S1", share=0.1)
    assert len(found.rows) == 2_000 and 0.08 < found.control.mean() < 0.12
    assert not audience(study(), people(100), None, "new", share=0.0).control.any()


def test_more_customers_change_no_ones_side() -> None:
    few, many = (audience(study(), people(n), None, "s1", share=0.3) for n in (200, 400))
    assert (few.control == many.control[: len(few.control)]).all()


def test_a_column_that_says_no_to_everybody_lists_nobody() -> None:
    assert len(audience(study(CONSENT), people(50, "no"), None, "s1", share=0.1).rows) == 0
    assert len(audience(study(CONSENT), people(50, "Yes"), None, "s1", share=0.1).rows) == 25


def test_a_newsletter_that_was_not_agreed_to_is_no_consent() -> None:
    trait = Trait("newsletter_consent", "Newsletter", "behavioural", "flag", source="customers.NewsletterConsent")
    ids = np.array([f"c{i:04d}" for i in range(100)], dtype=object)
    table = CustomerTable(ids, {"newsletter_consent": (np.arange(100) // 2 % 2).astype(float)}, (trait,))
    found = audience(study(trait), SavedCustomers(table, np.arange(100) % 2), None, "s1", share=0.0)
    assert (found.consent, len(found.rows), found.without_consent) == ("newsletter_consent", 25, 25)


def test_the_doubtful_stay_out_when_asked() -> None:
    confidence = np.linspace(0, 1, 100)
    found = audience(study(), people(100), confidence, "s1", share=0.1, sure=0.5)
    assert (confidence[found.rows] >= 0.5).all() and found.unsure == 50 - len(found.rows)


def test_a_segment_that_is_not_there_is_named() -> None:
    with pytest.raises(WrongWords, match=r"s1 \(Loyal\)"):
        audience(study(), people(10), None, "Champions", share=0.1)


def paced(n: int) -> SavedCustomers:
    """Every other one in a segment; a usual gap of ten days, known of all but each fourth; seen 0 to n - 1 days ago."""
    ids = np.array([f"c{i:04d}" for i in range(n)], dtype=object)
    known = np.where(np.arange(n) % 4 == 0, np.nan, 0.5)
    columns = {"recency_days": np.arange(float(n)), "median_gap_days": np.full(n, 10.0), "gap_variation": known}
    return SavedCustomers(CustomerTable(ids, columns, ()), np.arange(n) % 2)


def test_only_those_beyond_twice_their_own_gap_are_overdue() -> None:
    found = audience(study(), paced(100), None, "s1", share=0.1, overdue=True)
    assert found.rows.tolist() == [i for i in range(22, 100, 2) if i % 4]
    assert found.in_time == found.members - len(found.rows)


def test_where_nobody_has_a_pace_overdue_is_refused() -> None:
    with pytest.raises(WrongWords, match="COT-127"):
        audience(study(), people(50), None, "s1", share=0.1, overdue=True)
