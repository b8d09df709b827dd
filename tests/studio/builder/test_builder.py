"""Do conditions on a page mean what they say, count right, refuse to tell of a few, and last?"""

import json
from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client

from coterie.studio.projects.models import Project, SavedSegment, StudyRecord
from coterie.studio.screens.builder import tree
from coterie.workflows import open_study
from finished import finished

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
THREE = {"g0-how": "all", "g0-0-trait": "orders", "g0-0-is": ">=", "g0-0-value": "3"}
SAVED = "/p/corner-shop/saved/"


def query(**words: object) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in words.items():
        found.setlist(name, value if isinstance(value, list) else [value])
    return found


def traits() -> dict:
    return {each["name"]: each for each in open_study(finished()).traits}


def test_fields_become_conditions_with_and_and_or() -> None:
    words = query(**THREE, how="any", **{"g0-1-trait": "city", "g0-1-is": "in", "g0-1-value": ["Ghent", "Bruges"],
                  "g1-how": "any", "g1-0-trait": "newsletter_consent", "g1-0-is": "=", "g1-0-value": "yes",
                  "g1-1-trait": "age", "g1-1-is": "unknown"})  # fmt: skip
    plain = tree.asked(words).plain(traits())
    assert plain == {
        "any": [
            {"all": [{"trait": "orders", "is": ">=", "value": 3.0},
                     {"trait": "city", "is": "in", "value": ["Ghent", "Bruges"]}]},
            {"any": [{"trait": "newsletter_consent", "is": "=", "value": True},
                     {"trait": "age", "is": "known", "value": False}]},
        ]
    }  # fmt: skip
    assert tree.known(plain).plain(traits()) == plain


def test_rows_and_groups_are_added_and_dropped_without_a_script() -> None:
    assert len(tree.asked(query(**THREE, add="g0")).groups[0].rows) == 2
    assert len(tree.asked(query(**THREE, add="group")).groups) == 2
    assert tree.asked(query(**THREE, drop="g0-0")).groups[0].rows[0].trait == ""
    assert tree.asked(query(**THREE, drop="g9-9", add="g-1")).groups[0].rows[0].trait == "orders"


def test_the_count_is_the_study_s_own_in_all_and_by_segment(analysed: StudyRecord, studio_client: Clients) -> None:
    page = studio_client("viewer").get(f"/p/corner-shop/s/{analysed.pk}/builder/", THREE).content.decode()
    told = open_study(finished()).count(
        {"all": [{"trait": "orders", "is": ">=", "value": 3}]}, floor=analysed.project.setting("smallest_group")
    )
    assert f"{told['count']} customers meet this" in page
    for each in told["segments"]:
        if each["count"]:
            assert f'<span class="figure">{each["count"]}</span>' in page
    assert "Orders is at least 3." in page


def test_fewer_than_k_are_neither_counted_nor_listed(analysed: StudyRecord, studio_client: Clients) -> None:
    study, client = open_study(finished()), studio_client("analyst")
    most = study.members(order="orders", size=3).rows
    words = {**THREE, "g0-0-value": str(most[-1]["orders"])}
    page = client.get(f"/p/corner-shop/s/{analysed.pk}/builder/", words).content.decode()
    assert 'data-state="refused"' in page
    assert f"Fewer than {analysed.project.setting('smallest_group')} customers meet this" in page
    assert most[0]["customer_id"] not in page
    assert "Save the segment" not in page


def test_nobody_is_told_apart_from_a_wrong_condition(analysed: StudyRecord, studio_client: Clients) -> None:
    client, address = studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/builder/"
    assert 'data-state="filtered"' in client.get(address, {**THREE, "g0-0-value": "9999"}).content.decode()
    page = client.get(address, {**THREE, "g0-0-value": "<b>three"}).content.decode()
    assert "cannot be counted yet" in page
    assert "&lt;b&gt;three" in page


def test_who_may_not_see_single_customers_gets_the_count_alone(analysed: StudyRecord, studio_client: Clients) -> None:
    first = open_study(finished()).members(size=1).rows[0]["customer_id"]
    address = f"/p/corner-shop/s/{analysed.pk}/builder/"
    assert first in studio_client("analyst").get(address, THREE).content.decode()
    page = studio_client("viewer").get(address, THREE).content.decode()
    assert first not in page
    assert "Save the segment" not in page


def test_a_segment_is_saved_changed_counted_in_every_study_and_deleted(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    client, address = studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/builder/"
    assert 'data-state="empty"' in client.get(SAVED).content.decode()
    plain = {"all": [{"trait": "orders", "is": ">=", "value": 3.0}]}
    words = {"conditions": json.dumps(plain), "name": "Three <or> more"}
    page = client.post(f"{address}save/", words, follow=True).content.decode()
    count = open_study(finished()).count(plain)["count"]
    assert "Three &lt;or&gt; more" in page
    assert f"{count}<span" in page
    saved = SavedSegment.objects.get()
    assert saved.conditions == plain
    assert 'value="3.0"' in client.get(address, {"saved": saved.pk}).content.decode()
    again = client.post(f"{address}save/", {**words, "address": "g0-how=all"}, follow=True).content.decode()
    assert "Choose another name" in again
    assert SavedSegment.objects.count() == 1
    client.post(f"{address}save/", {**words, "saved": saved.pk, "name": "Loyal ones"})
    assert SavedSegment.objects.get().name == "Loyal ones"
    client.post(f"{SAVED}{saved.pk}/delete/")
    assert not SavedSegment.objects.exists()


@pytest.mark.parametrize("bad", ["", "{", '{"all": []}', '{"all": [{"trait": "shoe", "is": "=", "value": 1}]}', "[]"])
def test_what_are_no_conditions_is_not_saved(analysed: StudyRecord, studio_client: Clients, bad: str) -> None:
    address = f"/p/corner-shop/s/{analysed.pk}/builder/save/"
    assert studio_client("analyst").post(address, {"conditions": bad, "name": "x"}).status_code == 302
    assert not SavedSegment.objects.exists()


def test_a_kept_segment_whose_trait_a_study_lacks_says_so(
    project: Project, analysed: StudyRecord, studio_client: Clients
) -> None:
    SavedSegment.objects.create(
        project=project, name="Tall", conditions={"all": [{"trait": "height", "is": ">=", "value": 2}]}
    )
    assert "lacks a trait" in studio_client("viewer").get(SAVED).content.decode()
