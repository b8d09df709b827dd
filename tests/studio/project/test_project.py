"""Do settings hold their limits, is kept only what may be kept, and does a project end whole?"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from coterie import guard
from coterie.studio.accounts.models import Person
from coterie.studio.projects.colour import LEAST, contrast, for_dark, readable_on_dark
from coterie.studio.projects.models import Dataset, Event, Project, Source, StudyRecord
from coterie.studio.projects.retention import carry_out, due
from coterie.studio.projects.schema import BY_NAME, SETTINGS
from coterie.studio.runs.models import Job, State

pytestmark = pytest.mark.django_db
PAGE = "/p/corner-shop/settings/project/"
GOOD = {"name": "Corner Shop", "currency": "EUR", "retention_days": "30", "smallest_group": "30", "accent": "#0b4f8a"}


def test_the_smallest_group_is_the_verbs_own_where_nothing_is_set() -> None:
    assert BY_NAME["smallest_group"].default == guard.FLOOR


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS if setting.most is not None])
def test_a_number_outside_of_its_printed_range_is_refused(
    name: str, project: Project, studio_client: Callable[..., Client]
) -> None:
    admin, setting = studio_client("admin"), BY_NAME[name]
    assert setting.range in admin.get(PAGE).content.decode()
    for wrong in (setting.least - 1, setting.most + 1, "x"):
        assert admin.post(PAGE, {**GOOD, name: wrong}).status_code == 422
    for right in (setting.least, setting.most):
        assert admin.post(PAGE, {**GOOD, name: right}).status_code == 302
        project.refresh_from_db()
        assert project.setting(name) == right


def test_a_colour_must_be_readable_and_then_dresses_every_page(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    admin = studio_client("admin")
    for wrong in ("#ffd400", "red", "#12345", "}body{display:none"):
        assert admin.post(PAGE, {**GOOD, "accent": wrong}).status_code == 422
    admin.post(PAGE, GOOD)
    page = studio_client("viewer").get("/p/corner-shop/").content.decode()
    assert '<link rel="stylesheet" href="/p/corner-shop/accent.css?0b4f8a">' in page
    style = studio_client("viewer").get("/p/corner-shop/accent.css")
    assert style.headers["Content-Type"] == "text/css"
    assert "#0b4f8a" in style.content.decode()


@pytest.mark.parametrize("colour", ["#000000", "#0b4f8a", "#7a0019", "#4b0082", "#5a5a00"])
def test_the_shade_for_dark_pages_can_be_read(colour: str) -> None:
    assert readable_on_dark(for_dark(colour))
    assert contrast("#0d1918", for_dark(colour)) >= LEAST


def test_what_is_due_is_listed_then_deleted_by_the_tick_and_nothing_else(
    project: Project, studio_client: Callable[..., Client]
) -> None:
    root, now = Path(settings.WORKSPACE), timezone.now()
    old, new = now - timedelta(days=31), now - timedelta(days=5)
    dataset = Dataset.objects.create(project=project, name="shop", state="ready", created=old)
    for name, created in (("old", old), ("new", new)):
        source = Source.objects.create(dataset=dataset, name=f"{name}.csv", complete=True, created=created)
        source.path = f"uploads/{dataset.pk}/{source.pk}"
        source.save()
        (root / source.path).parent.mkdir(parents=True, exist_ok=True)
        (root / source.path).write_text("rows")
    folder = root / dataset.folder
    folder.mkdir(parents=True)
    for name in ("rejected.csv", "quality.json"):
        (folder / name).write_text("x")
    job = Job.objects.create(
        project=project, kind="export", state=State.DONE, finished=old, result={"file": "list.csv"}
    )
    (root / "exports" / str(job.pk)).mkdir(parents=True)
    carry_out()
    assert due(project) == []
    project.settings = {"retention_days": 30}
    project.save()
    assert [each.what for each in due(project)] == ["Exported list", "Rows left out", "Uploaded file", "Uploaded file"]
    assert "old.csv" in studio_client("admin").get(PAGE).content.decode()
    carry_out()
    assert [(each.what, each.name) for each in due(project)] == [("Uploaded file", "new.csv")]
    assert sorted(path.name for path in folder.iterdir()) == ["quality.json"]
    assert Event.objects.get(verb="deleted what was due").detail == {
        "exported_list": 1,
        "rows_left_out": 1,
        "uploaded_file": 1,
    }
    carry_out()
    assert Event.objects.filter(verb="deleted what was due").count() == 1


def test_a_project_is_deleted_by_its_name_alone_with_its_files(
    project: Project, studio_client: Callable[..., Client], person: Callable[..., Person]
) -> None:
    admin = studio_client("admin")
    dataset = Dataset.objects.create(project=project, name="shop")
    study = StudyRecord.objects.create(project=project, dataset=dataset, number=1)
    folder = Path(settings.WORKSPACE) / study.folder
    folder.mkdir(parents=True)
    assert admin.post(f"{PAGE}delete/", {"delete-name": "corner shop"}).status_code == 422
    assert Project.objects.filter(pk=project.pk).exists()
    admin.post(f"{PAGE}delete/", {"delete-name": "Corner Shop"})
    assert not Project.objects.filter(pk=project.pk).exists()
    assert not folder.exists()
    assert Person.objects.filter(pk=person("admin").pk).exists()
    assert Event.objects.get(verb="deleted a project").object == str(project.pk)
