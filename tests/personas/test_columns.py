"""Do a customer file's own columns suggest something only where the group stands out in them?"""

from dataclasses import replace

import pytest

from coterie.personas import columns
from coterie.personas.facts import Facts
from coterie.personas.wording import NBSP
from coterie.terms import CustomerTable, Evidence, Segment, Segmentation, Statistic, Trait
from personas.study import study

OWN = {
    "mnt_fish": (Trait("mnt_fish", "Spend on fish", "value", "numeric", "currency"), 75.0, 12.0),
    "web": (Trait("web", "Web purchases", "behavioural", "numeric"), 6.0, 4.0),
    "deals": (Trait("deals", "Deal purchases", "behavioural", "numeric"), 4.0, 2.0),
}
RULES = (columns.need_spend, columns.show_spend, columns.counted_through, columns.need_deals, columns.offer_deals)


def facts(effect):
    """One group whose medians stand above everyone's, by that many deviations."""
    evidence = Evidence()
    for name, (trait, here, everyone) in OWN.items():
        evidence.add(Statistic(f"median:{name}", "segment:s1", here, n=50, unit=trait.unit))
        evidence.add(Statistic(f"median:{name}", "everyone", everyone, n=200, unit=trait.unit))
        evidence.add(Statistic(f"effect:{name}", "segment:s1", effect, n=50, baseline="rest", unit="sd"))
    base = study(value=False, holdout=False)
    table = CustomerTable(base.table.ids, {}, tuple(trait for trait, _, _ in OWN.values()))
    assert isinstance(base.segmentation, Segmentation)
    return Facts(replace(base, table=table, evidence=evidence, findings=()), Segment("s1", "One", 50))


@pytest.mark.parametrize("rule", RULES)
def test_a_column_is_told_only_where_the_group_stands_out(rule):
    assert rule(facts(0.9)) is not None
    assert rule(facts(0.4)) is None


def test_what_is_told_are_the_two_medians():
    far = facts(0.9)
    assert columns.show_spend(far).text == "Show them fish first: half of them spent £75 or more (all customers: £12)."
    through = columns.counted_through(far).text.replace(NBSP, " ")
    assert through.startswith("Reach them through the web: half of them bought 6 times or more that way")
    assert "half of them made 4 deal purchases or more" in columns.need_deals(far).text


def test_campaigns_need_a_finding():
    assert columns.ask_again(facts(0.9)) is None
    assert columns.no_campaigns(facts(0.9)) is None
