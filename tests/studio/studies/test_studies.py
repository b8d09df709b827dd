"""Are studies listed, named, told in full and deleted with their files?"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from coterie.studio.projects.models import Event, Project, StudyRecord
from coterie.studio.runs.models import Job
from coterie.workflows import open_study
from finished import finished
from looking import WIDE

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
ALL = "/p/corner-shop/studies/"


def test_the_list_is_empty_then_full_then_filtered_to_nothing(
    project: Project, studio_client: Clients, request: pytest.FixtureRequest
) -> None:
    client = studio_client("analyst")
    assert 'data-state="empty"' in client.get(ALL).content.decode()
    study = request.getfixturevalue("analysed")
    page = client.get(ALL).content.decode()
    assert "<h1>One finished study</h1>" in page
    assert study.summary["headline"] in page
    assert 'data-state="filtered"' in client.get(ALL, {"search": "nothing like it"}).content.decode()
    assert "Garden shop" in client.get(ALL, {"search": "garden"}).content.decode()


def test_the_record_tells_inputs_parameters_seed_versions_and_timings(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    page = studio_client("viewer").get(f"/p/corner-shop/s/{analysed.pk}/record/").content.decode()
    run = open_study(finished()).run
    for file in (each for files in run["inputs"].values() for each in files):
        assert file["sha256"] in page
        assert Path(file["path"]).name in page
        assert file["path"] not in page, "where a file lies is nobody's business"
    for version in run["versions"].values():
        assert version in page
    for words in ("left to the data", "Seed", "Finding and judging groups", "lucky_number", "newsletter_consent"):
        assert words in page
    assert "<dt>Attitudes</dt><dd>No survey answers or reviews were given" in page


def test_a_study_is_renamed_and_gets_its_number_back(analysed: StudyRecord, studio_client: Clients) -> None:
    client, address = studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/rename/"
    page = client.post(address, {"title": "Spring <b>"}, follow=True).content.decode()
    assert "It is called Spring &lt;b&gt; now." in page
    assert Event.objects.filter(verb="renamed a study").count() == 1
    assert "It is called Study 1 now." in client.post(address, {"title": " "}, follow=True).content.decode()


def test_a_study_is_deleted_with_its_files_once_that_is_confirmed(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    client, address = studio_client("analyst"), f"/p/corner-shop/s/{analysed.pk}/delete/"
    folder = Path(settings.WORKSPACE) / analysed.folder
    compared = Path(settings.WORKSPACE) / "comparisons" / f"{analysed.pk}.other"
    compared.mkdir(parents=True)
    assert "cannot be brought back" in client.get(address).content.decode()
    assert folder.exists()
    page = client.post(address, follow=True).content.decode()
    assert "Study 1 and its files are deleted." in page
    assert not folder.is_symlink()
    assert not compared.exists()
    assert not StudyRecord.objects.exists()


def test_a_study_that_a_job_works_on_is_not_deleted(analysed: StudyRecord, studio_client: Clients) -> None:
    Job.objects.create(project=analysed.project, study=analysed, kind="export", state="running")
    answer = studio_client("analyst").post(f"/p/corner-shop/s/{analysed.pk}/delete/")
    assert answer.status_code == 409
    assert StudyRecord.objects.filter(pk=analysed.pk).exists()


def test_a_viewer_reads_the_list_and_changes_nothing(analysed: StudyRecord, studio_client: Clients) -> None:
    client = studio_client("viewer")
    assert "Rename" not in client.get(ALL).content.decode()
    assert client.post(f"/p/corner-shop/s/{analysed.pk}/delete/").status_code == 403


def test_a_name_of_one_endless_word_does_not_widen_the_page(
    analysed: StudyRecord, later: StudyRecord, visit: Callable[..., Page]
) -> None:
    StudyRecord.objects.update(title="Donaudampfschifffahrtsgesellschaft" * 3)
    analysed.dataset.name = "Versammlungsprotokoll" * 5
    analysed.dataset.save()
    for width in (1280, 390):
        page = visit("analyst", width=width)
        for address in (ALL, "/p/corner-shop/data/", f"/p/corner-shop/s/{analysed.pk}/"):
            page.goto(address)
            assert page.evaluate(WIDE) == "", (width, address)
