import pytest

from coterie.terms import agrees, consent_column


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
