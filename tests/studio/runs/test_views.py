"""The page of a job and the list: what is shown in each state, and who may do what."""

from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone

from coterie.studio.projects.models import Dataset, StudyRecord
from coterie.studio.runs import names, supervise
from coterie.studio.runs.lease import close, hold, tell
from coterie.studio.runs.models import Job, State

POLL = {"HX-Request": "true"}


@pytest.fixture
def study(project):
    dataset = Dataset.objects.create(project=project, name="Spring orders")
    return StudyRecord.objects.create(project=project, dataset=dataset, number=1)


def _job(study, kind="analyze", **more):
    return Job.objects.create(kind=kind, project=study.project, study=study, **more)


def _page(job):
    return f"/p/{job.project.slug}/jobs/{job.pk}/"


def test_a_running_job_names_its_steps_says_that_the_page_may_be_closed_and_asks_again(study, studio_client):
    held = hold(_job(study).pk)
    tell(held, "Reading and checking", 0, 8)
    tell(held, "Describing each customer", 1, 8, finished="Reading and checking")
    client = studio_client("analyst")
    text = client.get(_page(held)).content.decode()
    for words in (
        "Reading and checking",
        "Describing each customer",
        "safe to close",
        'hx-trigger="every 1s"',
        "Cancel",
    ):
        assert words in text
    answer = client.get(_page(held), headers=POLL)
    assert (answer.status_code, "<html" in answer.content.decode()) == (200, False)


def test_asking_stops_when_the_job_has_ended_and_the_result_is_one_click_away(study, studio_client):
    held = hold(_job(study).pk)
    close(held, State.DONE, message="Your segments are ready.", result={})
    answer = studio_client("viewer").get(_page(held), headers=POLL)
    text = answer.content.decode()
    assert answer.status_code == 286
    assert f'href="/p/{study.project.slug}/s/{study.pk}/"' in text
    assert "hx-get" not in text


def test_a_failed_job_says_what_was_found_what_was_expected_and_what_to_do(study, studio_client):
    problem = {"code": "COT-902", "found": "the disk is full", "expected": "some room", "remedy": "Make room"}
    held = hold(_job(study, arguments={"seed": 3}).pk)
    close(held, State.FAILED, message="The disk is full. Make room.", problems=[problem])
    client = studio_client("analyst")
    text = client.get(_page(held)).content.decode()
    for words in ("The disk is full", "some room", "Make room", "COT-902", "Try again"):
        assert words in text
    answer = client.post(f"{_page(held)}again/")
    new = Job.objects.exclude(pk=held.pk).get()
    assert (answer.url, new.arguments, new.state) == (_page(new), {"seed": 3}, State.QUEUED)
    assert "Try again" not in studio_client("viewer").get(_page(held)).content.decode()


def test_a_fault_of_ours_is_told_as_such_and_its_line_to_admins_alone(study, studio_client, monkeypatch):
    def faulty(*_, **__):
        raise NameError("name 'x' is not defined")

    monkeypatch.setattr(supervise, "runs_in", faulty)
    held = hold(_job(study).pk)
    assert supervise.work_on(held, Event()) == "failed"
    client = studio_client("analyst")
    for place in (_page(held), f"/p/{study.project.slug}/studies/", f"/p/{study.project.slug}/s/{study.pk}/"):
        text = client.get(place).content.decode()
        assert "Something went wrong inside coterie. It is not your mistake" in text, place
        assert text.count("It is not your mistake") == 1, place
        assert "NameError" not in text and "COTERIE_DEBUG" not in text, place
    text = studio_client("admin").get(_page(held)).content.decode()
    assert "NameError: name &#x27;x&#x27; is not defined" in text and f"Look there for {held.pk}" in text


def test_refused_data_are_told_with_every_reason(study, studio_client):
    problems = [{"code": "COT-201", "found": "a.csv has 0 bytes", "expected": "", "remedy": "Export it again"}]
    held = hold(_job(study).pk)
    close(held, State.DONE, problems=problems, result={"refused": problems})
    text = studio_client("viewer").get(_page(held)).content.decode()
    assert "A.csv has 0 bytes" in text
    assert f"/data/{study.dataset.pk}/" in text
    assert "Open the segments" not in text


def test_a_waiting_job_tells_how_many_go_before_it_and_is_cancelled_with_a_click(study, studio_client):
    _job(study, kind="predict")
    job = _job(study)
    client = studio_client("analyst")
    assert "1 other job will be done first" in client.get(_page(job)).content.decode()
    assert client.post(f"{_page(job)}cancel/", follow=True).status_code == 200
    assert Job.objects.get(pk=job.pk).state == State.CANCELLED


@pytest.mark.parametrize("what", ["cancel", "again"])
def test_a_viewer_may_look_and_not_touch(study, studio_client, what):
    job = _job(study)
    assert studio_client("viewer").post(f"{_page(job)}{what}/").status_code == 403
    assert studio_client("stranger").get(_page(job)).status_code == 404
    assert Job.objects.get().state == State.QUEUED


def test_a_job_of_another_project_is_not_found_under_this_one(study, studio_client, person):
    stranger = person("stranger")
    job = Job.objects.create(kind="predict", project=stranger.memberships.get().project)
    assert studio_client("analyst").get(f"/p/{study.project.slug}/jobs/{job.pk}/").status_code == 404


def test_the_list_shows_every_job_with_its_depth_and_is_empty_with_a_way_out(study, project, studio_client):
    client = studio_client("viewer")
    assert "No jobs yet" in client.get(f"/p/{project.slug}/jobs/").content.decode()
    hold(_job(study).pk)
    for kind in ("inspect", "compare"):
        _job(study, kind=kind)
    text = client.get(f"/p/{project.slug}/jobs/").content.decode()
    for words in ("1 running, 2 waiting", "Analysis", "Reading your files", "Comparison of two studies"):
        assert words in text
    Job.objects.update(state=State.DONE)
    assert client.get(f"/p/{project.slug}/jobs/", headers=POLL).status_code == 286


def test_the_file_of_a_job_goes_to_those_who_may_see_customers(study, studio_client, settings, tmp_path):
    settings.WORKSPACE = tmp_path
    held = hold(_job(study, kind="score").pk)
    folder = tmp_path / "exports" / str(held.pk)
    folder.mkdir(parents=True)
    (folder / "scores.csv").write_text("customer\nAnn\n")
    page = f"{_page(held)}file/"
    assert studio_client("analyst").get(page).status_code == 404
    close(held, State.DONE, result={"file": "scores.csv", "rows": 1})
    answer = studio_client("analyst").get(page)
    assert b"".join(answer.streaming_content) == b"customer\nAnn\n"
    assert studio_client("viewer").get(page).status_code == 403


@pytest.fixture
def now(monkeypatch):
    """A moment that lasts."""
    moment = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


def test_the_time_left_is_told_by_earlier_jobs_of_the_kind(study, now):
    for minutes in (2, 4, 6):
        done = _job(study, state=State.DONE, started=now, finished=now + timedelta(minutes=minutes))
    running = _job(study, state=State.RUNNING, started=now - timedelta(minutes=1))
    assert names.time_left(running) == "3 minutes"
    assert names.time_left(done) == ""


def test_without_earlier_jobs_the_time_left_is_told_by_the_steps(study, now):
    started = now - timedelta(seconds=60)
    running = _job(study, state=State.RUNNING, started=started, steps_done=2, steps_total=4)
    assert names.time_left(running) == "60 seconds"
    running.steps_done = 1
    assert names.time_left(running) == ""
