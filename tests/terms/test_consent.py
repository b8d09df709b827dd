import pytest

from coterie.terms import agrees, asks_consent, consent_column


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["age", "consent"], "consent"),
        (["newsletter", "accepts_marketing"], "accepts_marketing"),
        (["AcceptsEmailMarketing"], "AcceptsEmailMarketing"),
        (["gdpr_ok"], "gdpr_ok"),
        (["opt_out", "unsubscribed", "consent_date", "no_newsletter"], ""),
        ([], ""),
    ],
)
def test_the_column_of_consent_is_known_by_its_name(names: list[str], wanted: str) -> None:
    assert consent_column(names) == wanted


def test_only_a_yes_is_a_yes() -> None:
    assert [agrees(v) for v in (True, "Yes", 1.0, "TRUE")] == [True] * 4
    assert [agrees(v) for v in (False, None, "", "no", float("nan"), "maybe")] == [False] * 6


def test_a_column_of_other_words_does_not_ask_for_consent_unless_it_is_called_so() -> None:
    assert asks_consent("newsletter_consent", ["yes", "no", None]) and asks_consent("opt_in", ["granted"])
    assert not asks_consent("newsletter", ["weekly", "daily"]) and not asks_consent("newsletter_clicks", [3.0, 0.0])
    assert not asks_consent("opt_in_date", [1.0]) and not asks_consent("newsletter", [float("nan"), None])
