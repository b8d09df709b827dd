"""Do calls tell the same as the study itself, and refuse so that a program can mend it?"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coterie.studio.projects.models import Dataset, Event, Project, Source, StudyRecord
from coterie.studio.runs.models import Job
from coterie.workflows import open_study

pytestmark = pytest.mark.django_db


def test_a_study_is_told_with_the_numbers_of_its_files(analysed: StudyRecord, program: Callable[..., Any]) -> None:
    call, study = program(), open_study(Path(settings.WORKSPACE) / analysed.folder)
    assert [each["id"] for each in call("get", "studies").json()["items"]] == [str(analysed.pk)]
    for named in ("newest", analysed.pk):
        assert call("get", f"studies/{named}").json()["summary"] == study.summary
    assert call("get", "studies/newest/metrics").json() == study.metrics
    assert call("get", "studies/newest/segments").json()["segments"] == study.segments
    assert call("get", "studies/newest/segments/s1").json() == study.segment("s1")
    assert call("get", "studies/newest/personas").json()["personas"] == study.personas
    assert call("get", "studies/newest/personas/s2").json() == study.persona("s2")
    assert call("get", "studies/newest/traits").json() == json.loads(json.dumps(study.traits))
    asked = call("get", "studies/newest/evidence?population=segment:s1&size=5").json()
    expected = study.statistics("segment:s1")
    assert (asked["items"], asked["total"]) == (expected[:5], len(expected))


def test_pages_of_members_hold_everybody_once(analysed: StudyRecord, program: Callable[..., Any]) -> None:
    call, ids, cursor = program("pii"), [], ""
    while True:
        page = call("get", f"studies/newest/members?segment=s1&size=30{cursor}").json()
        ids += [row["customer_id"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(ids) == len(set(ids)) == page["total"] == analysed.summary["segments"][0]["customers"]
    told = call("get", f"studies/newest/customers/{ids[0]}").json()
    row, days = told["customer"], told["days"]
    assert (row["customer_id"], row["segment"]) == (ids[0], "s1")
    drawn = open_study(Path(settings.WORKSPACE) / analysed.folder).customer_orders(ids[0])
    assert drawn is not None and days == drawn["rows"] and days == sorted(days, key=lambda each: each["day"])
    assert sum(each["orders"] for each in days) == row["orders"] > 0
    assert sum(each["revenue"] for each in days) == pytest.approx(row["revenue"], abs=0.005)


def test_a_cursor_is_taken_only_by_the_list_that_gave_it(analysed: StudyRecord, program: Callable[..., Any]) -> None:
    call = program()
    cursor = call("get", "studies/newest/evidence?size=5").json()["next"]
    for path in (
        f"studies?cursor={cursor}",
        "studies?cursor=made-up",
        f"studies/newest/evidence?metric=x&cursor={cursor}",
    ):
        assert call("get", path).status_code == 404


def test_a_file_is_brought_mapped_and_imported_by_calls(program: Callable[..., Any], project: Project) -> None:
    call = program("read", "run")
    made = call("post", "datasets", {"name": "Spring"})
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    place = f"datasets/{made.json()['id']}"
    assert call("post", f"{place}/inspect").status_code == 409
    content = b"customer,day,amount\nC1,2026-01-01,5\n"
    sent = call("post", f"{place}/files?name=../../orders.csv&kind=orders", content)
    assert (sent.status_code, sent.json()["name"], sent.json()["size"]) == (201, "orders.csv", len(content))
    source = Source.objects.get()
    assert (Path(settings.WORKSPACE) / source.path).read_bytes() == content
    assert call("post", f"{place}/inspect").status_code == 202
    assert call("put", f"{place}/mapping", {"mapping": "[orders]"}).json() == {"mapping": "[orders]"}
    assert call("get", f"{place}/mapping").json() == {"mapping": "[orders]"}
    job = call("post", f"{place}/import")
    assert job.status_code == 202
    assert call("get", f"jobs/{job.json()['id']}").json()["kind"] == "import"
    assert call("post", f"{place}/import").status_code == 409
    assert call("post", f"jobs/{job.json()['id']}/cancel").json()["state"] == "cancelled"
    verbs = [each["verb"] for each in call("get", "events").json()["items"]]
    assert verbs[:3] == ["changed the mapping", "uploaded", "made a dataset"]
    assert Event.objects.get(verb="uploaded").key.project == project


def test_a_study_is_started_with_its_parameters(program: Callable[..., Any], project: Project) -> None:
    call = program("run")
    dataset = Dataset.objects.create(project=project, name="x", state="ready")
    answer = call("post", "studies", {"dataset": str(dataset.pk), "segments": 4, "seed": 7})
    assert answer.status_code == 202
    job = Job.objects.get(kind="analyze")
    assert job.arguments == {"method": "auto", "segments": 4, "seed": 7}
    assert str(job.study.pk) == answer.json()["study"]["id"]
    Dataset.objects.update(state="draft")
    assert call("post", "studies", {"dataset": str(dataset.pk)}).status_code == 409
    assert StudyRecord.objects.count() == 1


def test_what_does_not_fit_is_told_by_place_and_never_repeated(program: Callable[..., Any]) -> None:
    call = program()
    answer = call("post", "score", {"customers": [{"id": "a", "frequency": -1, "secret": "hunter2"}]})
    said = answer.json()
    assert (answer.status_code, said["code"], said["status"]) == (422, "COT-186", 422)
    assert {each["found"].partition(":")[0] for each in said["problems"]} == {
        "customers.0.frequency in the body",
        "customers.0.secret in the body",
    }
    assert "hunter2" not in answer.content.decode()
    for body in (b"{", b"\xff"):
        raw = Client().post(
            "/api/v1/score", body, "application/json", headers={"Authorization": f"Bearer {call.token}"}
        )
        assert (raw.status_code, raw.json()["code"]) == (400, "COT-186")


def test_a_body_that_is_too_large_is_413(program: Callable[..., Any], settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = program()("post", "score", {"customers": [{"id": "a" * 200}]})
    assert (answer.status_code, answer.json()["code"]) == (413, "COT-185")


def test_an_address_that_is_none_is_told_as_a_problem(program: Callable[..., Any]) -> None:
    answer = program()("get", "nothing/here")
    assert (answer.status_code, answer.json()["code"]) == (404, "COT-183")


def test_a_fault_of_ours_is_a_number_and_no_traceback(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the inner secret")

    monkeypatch.setattr("coterie.studio.api.paging.page", fails)
    answer = program()("get", "studies")
    assert (answer.status_code, answer.json()["code"]) == (500, "COT-191")
    assert len(answer.json()["number"]) == 8
    assert "inner secret" not in answer.content.decode()


def test_the_document_declares_every_refusal(program: Callable[..., Any]) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            wanted = {"400", "401", "403", "404", "422", "429"} | ({"409", "413"} if method != "get" else set())
            assert wanted <= set(call["responses"]), (method, path)
            keyed = [each["name"] for each in call["parameters"]].count("Idempotency-Key")
            assert keyed == (method in ("post", "patch")), path
