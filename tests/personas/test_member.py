"""Is the typical member made of what most members have?"""

from dataclasses import replace

from coterie.personas.facts import Facts
from coterie.personas.member import typical
from coterie.personas.wording import NBSP
from coterie.terms import Evidence
from personas.study import study


def test_a_typical_member_is_told_from_medians():
    results = study()
    told = typical(Facts(results, results.segmentation.segments[0])).text.replace(NBSP, " ")
    assert told.startswith("No real customer, put together from medians: last ordered 10 days ago")
    assert "14 orders so far" in told


def test_what_most_members_lack_is_not_typical():
    results = study()
    once = Facts(results, results.segmentation.segments[2])
    assert "from one purchase to the next" not in typical(once).text


def test_nobody_is_made_up_without_medians():
    results = replace(study(), evidence=Evidence())
    assert typical(Facts(results, results.segmentation.segments[0])) is None
