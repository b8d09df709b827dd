import pytest

from coterie.features.naming import group_of, is_sensitive, label_of, unit_of, words_of


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("MntWines", "Spend on wines"),
        ("MntGoldProds", "Spend on gold"),
        ("mnt_fish_products", "Spend on fish"),
        ("MntSweetProducts", "Spend on sweets"),
        ("NumDealsPurchases", "Deal purchases"),
        ("no_of_orders", "Orders"),
        ("num_children", "Number of children"),
        ("Year_Birth", "Year of birth"),
        ("Dt_Customer", "Customer since"),
        ("NumWebVisitsMonth", "Web visits a month"),
        ("AcceptedCmp1", "Accepted campaign 1"),
        ("favourite_colour", "Favourite colour"),
        ("GrößeKlein", "Größe klein"),
        ("IBMCode", "Ibm code"),
        ("年齢", "年齢"),
    ],
)
def test_labels_can_be_read(name, label):
    assert label_of(name) == label


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Income", "demographic"),
        ("Kidhome", "demographic"),
        ("MntWines", "value"),
        ("total_spend", "value"),
        ("NumWebPurchases", "behavioural"),
        ("Recency", "behavioural"),
        ("AcceptedCmp3", "behavioural"),
        ("Complain", "behavioural"),
        ("nps_score", "attitudinal"),
        ("lucky_number", "demographic"),
    ],
)
def test_names_speak_of_a_group(name, group):
    assert group_of(words_of(name)) == group


def test_sensitive_names_are_known():
    names = ("age", "Gender", "Marital_Status", "Kidhome", "Income", "Education", "city")
    assert [is_sensitive(words_of(n)) for n in names] == [True, True, True, True, False, False, False]


def test_units_are_guessed_from_names():
    units = [unit_of(words_of(n), group_of(words_of(n))) for n in ("Income", "Recency", "MntWines", "Spending_Score")]
    assert units == ["currency", "days", "currency", ""]
