from coterie.report import shown_statistic
from coterie.terms import Statistic
from report import fake


def test_a_statistic_is_told_with_its_words_interval_and_role() -> None:
    found = Statistic("effect:orders", "segment:s1", 0.52, 90, "sd", "rest", low=0.4, high=0.6, level=0.95, role="held")
    told = shown_statistic("abc", found, fake.fake_results().table, {"segment:s1": "Stars"})
    assert (told["key"], told["whom"], told["against"]) == ("abc", "Stars", "everyone else")
    assert told["interval"] == "+0.4 to +0.6" and told["text"] == "+0.5"
    assert "finding" in told["meaning"] and told["what"].endswith("difference from the rest")


def test_without_an_interval_none_is_told() -> None:
    told = shown_statistic("k", Statistic("customers", "everyone", 12, 12, "customers"), fake.fake_results().table, {})
    assert told["interval"] == "" and told["text"] == "12"
