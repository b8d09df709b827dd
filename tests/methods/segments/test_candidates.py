import pytest

import groups
from coterie.methods.segments.candidates import Candidate, field_of, fit, names_of
from coterie.methods.segments.sheet import forming_of, sheet_of, value_of
from coterie.terms import WrongWords

TABLE, _ = groups.planted()
SHEET = sheet_of(TABLE, forming_of(TABLE), value_of(TABLE))


def test_the_quick_field_has_grids_tiers_and_clusterings_of_three_to_ten():
    field = field_of(SHEET, "auto", None, {})
    numbers = [c.k for c in field.candidates if c.method == "kmeans"]
    assert numbers == list(range(3, 11))
    assert {c.method for c in field.candidates} >= {"shopify11", "klaviyo6", "classic10", "quintile125", "tiers"}


def test_an_asked_number_leaves_clusterings_of_that_number():
    field = field_of(SHEET, "auto", 4, {})
    assert {c.k for c in field.candidates if c.clustering} == {4}
    assert field.asked == {"kmeans", "mixture"}


def test_too_few_customers_are_told_what_is_needed():
    field = field_of(SHEET.rows(SHEET.sample(12, 0)), "auto", None, {})
    assert field.skipped["kmeans"] == "needs 100 customers, found 12"
    assert [c.method for c in field.candidates] == ["tiers"]


def test_unknown_methods_are_refused_with_the_known_ones():
    with pytest.raises(WrongWords, match=r"COT-701.*kmeans, mixture"):
        field_of(SHEET, "magic", None, {})


def test_every_candidate_can_be_fitted_and_labels_all():
    for candidate in field_of(SHEET, "auto", 3, {}).candidates:
        model = fit(candidate, SHEET, 0)
        raw = SHEET.value[:, None] if candidate.family == "tiers" else SHEET.x
        assert len(model.score(raw).labels) == len(SHEET)
        assert not names_of(candidate) or len(names_of(candidate)) == model.form.k
    assert names_of(Candidate("everyone", 1, "everyone")) == ("All customers",)
