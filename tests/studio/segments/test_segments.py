"""Do the pages of segments say what the study holds?"""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.screens.segments import facts
from coterie.studio.shell import studies
from coterie.studio.shell.templatetags.shell import naming
from coterie.workflows import open_study
from finished import finished

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]


def page(client: Client, address: str, **words: str) -> str:
    answer = client.get(address, words)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_overview_says_the_same_numbers_as_the_files(analysed: StudyRecord, studio_client: Clients) -> None:
    text = page(studio_client("viewer"), f"/p/corner-shop/s/{analysed.pk}/")
    segments = json.loads((finished() / "segments.json").read_text())["segments"]
    assert f"<h1>{analysed.summary['headline']}</h1>" in text
    for segment in segments:
        assert f"<bdi>{segment['name']}</bdi>" in text
        for part in ("share_of_customers", "share_of_revenue", "holdout_spend_ratio", "clv_total"):
            cell = segment[part]
            assert f'<data value="{cell["estimate"]}" data-stat="{cell["key"]}">' in text, (segment["id"], part)


def test_every_page_of_a_study_opens(analysed: StudyRecord, studio_client: Clients) -> None:
    for tail in ("", "segments/", "map/", "scoreboard/", "segments/s1/", "evidence/"):
        page(studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/{tail}")


def test_segments_lead_to_the_newest_study_and_say_what_comes_where_there_is_none(
    project: Project, studio_client: Clients, request: pytest.FixtureRequest
) -> None:
    client = studio_client("analyst")
    assert 'data-state="empty"' in page(client, "/p/corner-shop/segments/")
    study = request.getfixturevalue("analysed")
    assert client.get("/p/corner-shop/segments/").headers["Location"] == f"/p/corner-shop/s/{study.pk}/"


def test_a_chosen_segment_filters_map_heat_map_rule_members_and_export_together(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    text = page(studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/map/", segment="s2")
    study = open_study(finished())
    assert study.segment("s2")["rule"]["text"].replace("&", "&amp;") in text
    assert f"/p/corner-shop/s/{analysed.pk}/exports/?segment=s2" in text
    assert f"{study.segment('s2')['size']} customers in all" in text
    best = study.members("s2", size=1).rows[0]["customer_id"]
    assert best in text
    assert study.members("s1", size=1).rows[0]["customer_id"] not in text
    shown = [json.loads(part.split("</template>")[0]) for part in text.split('class="figure">')[1:]]
    heat = next(f for f in shown if f["data"][0]["type"] == "heatmap")
    assert all([cell is None for cell in row] == [i != 1 for i in range(6)] for row in heat["data"][0]["z"])


def test_an_unknown_segment_is_filtered_to_nothing_with_a_way_back(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    text = page(studio_client("viewer"), f"/p/corner-shop/s/{analysed.pk}/map/", segment="s99")
    assert 'data-state="filtered"' in text
    assert "Clear the filter" in text
    assert studio_client("viewer").get(f"/p/corner-shop/s/{analysed.pk}/segments/s99/").status_code == 404


def test_who_may_not_see_single_customers_sees_everything_else(analysed: StudyRecord, studio_client: Clients) -> None:
    client = studio_client("viewer")
    for tail in ("map/?segment=s1", "segments/s1/"):
        text = page(client, f"/p/corner-shop/s/{analysed.pk}/{tail}")
        assert 'data-state="notallowed"' in text
        assert open_study(finished()).members("s1", size=1).rows[0]["customer_id"] not in text


def test_members_are_searched_sorted_and_paged(analysed: StudyRecord, studio_client: Clients) -> None:
    client, address = studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/segments/s1/"
    study = open_study(finished())
    fewest = study.members("s1", order="orders", descending=False, size=25).rows
    text = page(client, address, sort="orders")
    assert [text.index(f">{row['customer_id']}<") for row in fewest] == sorted(
        text.index(f">{row['customer_id']}<") for row in fewest
    )
    assert "Page 2 of 4, 78 customers" in page(client, address, page="2")
    one = fewest[0]["customer_id"]
    assert f">{one}<" in page(client, address, search=one.lower())
    assert 'data-state="filtered"' in page(client, address, search="<nobody>")


def test_a_study_that_is_not_finished_says_so(analysed: StudyRecord, studio_client: Clients) -> None:
    for state, words in (("running", "still being made"), ("failed", "did not come about"), ("refused", "refused")):
        StudyRecord.objects.filter(pk=analysed.pk).update(state=state, message="The file was empty.")
        text = page(studio_client("viewer"), f"/p/corner-shop/s/{analysed.pk}/")
        assert words in text
        assert state == "running" or "The file was empty." in text
    StudyRecord.objects.filter(pk=analysed.pk).update(state="done", folder="studies/gone")
    assert "files of this study are gone" in page(studio_client("viewer"), f"/p/corner-shop/s/{analysed.pk}/")


def test_evidence_tells_definition_interval_and_where_a_number_comes_from(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    client, address = studio_client("viewer"), f"/p/corner-shop/s/{analysed.pk}/evidence/"
    study = open_study(finished())
    found = next(each for each in study.statistics("segment:s1", "holdout_spend_ratio"))
    alone = page(client, f"{address}{found['key']}/")
    for words in (found["text"], found["interval"], found["definition"], "Champions"):
        assert words in alone
    other = study.statistics("everyone", "customers")[0]
    both = client.get(address, {"keys": f"{found['key']} {other['key']} nothing"}, headers={"HX-Request": "true"})
    assert both.content.decode().count('class="statistic"') == 2
    assert "<html" not in both.content.decode()
    assert client.get(f"{address}nothing/").status_code == 404


def test_the_files_of_a_study_are_read_once_by_many_pages(analysed: StudyRecord, studio_client: Clients) -> None:
    assert studies.opened(analysed) is studies.opened(analysed)
    assert Path(studies.opened(analysed).folder).name == str(analysed.pk)


def test_a_verdict_names_its_groups_in_bold_and_a_name_within_another_is_not_taken_for_it() -> None:
    groups = [{"name": "New buyers"}, {"name": "Old & new"}, {"name": "Brand-New buyers"}, {"name": ""}]
    said = naming("Brand-New buyers and New buyers, not New buyersfest; <b>Old & new</b>.", groups)
    assert said == (
        "<strong>Brand-New buyers</strong> and <strong>New buyers</strong>, not New buyersfest; "
        "&lt;b&gt;<strong>Old &amp; new</strong>&lt;/b&gt;."
    )
    assert naming("Nobody <yet>", []) == "Nobody &lt;yet&gt;"


def test_the_verdict_of_a_study_stands_on_its_overview_with_its_groups_in_bold(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    text = page(studio_client("viewer"), f"/p/corner-shop/s/{analysed.pk}/")
    study = open_study(finished())
    lines = [line["text"] for part in ("act", "check", "unsupported") for line in study.verdict[part]]
    assert lines
    for line in lines:
        assert naming(line, study.segments) in text, line


def test_numbers_about_everybody_are_listed_where_none_was_asked_for(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    address = f"/p/corner-shop/s/{analysed.pk}/evidence/"
    text = page(studio_client("viewer"), address)
    for each in open_study(finished()).statistics("everyone"):
        assert f'href="{address}{each["key"]}/"' in text
    assert "exports/tables/evidence/" not in text
    assert "exports/tables/evidence/" in page(studio_client("analyst"), address)


def test_days_of_the_data_are_not_taken_for_days_kept_apart() -> None:
    def study(*definitions: str) -> Any:
        days = [{"definition": each, "estimate": 253.0 + at} for at, each in enumerate(definitions)]
        return SimpleNamespace(metrics={}, figure=lambda _: None, statistics=lambda *_: days)

    assert facts.judged(study("days of data")) == ""
    assert facts.judged(study("days of data", "days kept apart")) == "judged on the last 254 days"
