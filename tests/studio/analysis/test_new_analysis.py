"""Does the form ask what an analysis takes, refuse what it refuses, and start what was asked?"""

from collections.abc import Callable

import pytest
from django.test import Client

from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.runs.kinds.analyze import ASKED
from coterie.studio.runs.models import Job
from coterie.workflows import choices, request_of, words_of

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
NEW = "/p/corner-shop/new/"


@pytest.fixture
def dataset(project: Project) -> Dataset:
    return Dataset.objects.create(project=project, name="orders.csv", state="ready", mapping="")


def answers(dataset: Dataset, **more: str) -> dict[str, str]:
    return {"dataset": str(dataset.pk), "judge": "auto", "method": "auto", "value": "auto", "time_unit": "day", **more}


def test_without_data_the_page_offers_an_upload_and_the_demo(project: Project, studio_client: Clients) -> None:
    page = studio_client("analyst").get(NEW).content.decode()
    assert 'data-state="empty"' in page
    assert "Upload my orders" in page


def test_every_parameter_stands_on_the_page_with_range_default_and_effect(
    dataset: Dataset, studio_client: Clients
) -> None:
    page = studio_client("analyst").get(NEW).content.decode().replace("&#x27;", "'")
    for choice in choices():
        for parameter, span, usual in choice.settings:
            assert f'name="set-{choice.name}.{parameter.name}"' in page
            assert f"{parameter.effect} {span[:1].upper()}{span[1:]}; default: {usual}." in page
    assert ">Customers may leave on any day (Pareto/NBD)<" in page and ">BG/NBD<" not in page


def test_the_plain_answers_start_an_analysis_and_a_second_click_starts_no_second_one(
    dataset: Dataset, studio_client: Clients
) -> None:
    client = studio_client("analyst")
    first = client.post(NEW, answers(dataset)).headers["Location"]
    assert client.post(NEW, answers(dataset)).headers["Location"] == first
    study, job = StudyRecord.objects.get(), Job.objects.get()
    assert first == f"/p/corner-shop/jobs/{job.pk}/"
    assert (job.kind, job.study, job.dataset, study.number) == ("analyze", study, dataset, 1)
    assert study.parameters == {"holdout": "auto", "method": "auto", "value": "auto", "time_unit": "day"}


def test_what_is_adjusted_reaches_the_job_as_an_analysis_takes_it(dataset: Dataset, studio_client: Clients) -> None:
    words = answers(
        dataset, judge="days", holdout="60", segments="5", horizon="6", method="kmeans", margin="35", discount="5",
        value_traits="region, channel",
        seed="3", as_of="2023-01-31", title="Spring", **{"set-kmeans.starts": "20", "set-preparation.tail": "0.01"},
    )  # fmt: skip
    assert studio_client("analyst").post(NEW, words).status_code == 302
    asked, study = Job.objects.get().arguments, StudyRecord.objects.get()
    assert study.title == "Spring"
    assert asked["settings"] == {"kmeans.starts": "20", "preparation.tail": "0.01"}
    given = {name: asked[name] for name in ASKED if name in asked}
    given["settings"] = [f"{name}={value}" for name, value in asked["settings"].items()]
    request = request_of({"orders": "orders.csv"}, words_of([]), **given)
    assert (request.holdout, request.segments, request.horizon.months, request.seed) == (60, 5, 6, 3)
    assert (request.economics.margin, request.economics.discount) == (0.35, 0.05)
    assert request.value_traits == ("region", "channel")
    assert request.settings == {"kmeans.starts": 20, "preparation.tail": 0.01}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("segments", "1", "Expected 2 to 20; this is below."),
        ("segments", "many", "Expected a whole number from 2 to 20."),
        ("horizon", "121", "Expected 1 to 120; this is above."),
        ("margin", "101", "Expected 0 to 100; this is above."),
        ("set-kmeans.starts", "0", "Expected 1 to 100; this is below."),
        ("set-dbscan.eps", "0.4", "The chosen way of grouping leaves Dense places (DBSCAN) out."),
        ("as_of", "yesterday", "Enter a valid date."),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range_and_starts_nothing(
    dataset: Dataset, studio_client: Clients, name: str, value: str, said: str
) -> None:
    answer = studio_client("analyst").post(NEW, answers(dataset, **{name: value}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Job.objects.exists()
    assert not StudyRecord.objects.exists()


def test_days_without_a_number_and_a_margin_of_nothing_are_refused(dataset: Dataset, studio_client: Clients) -> None:
    client = studio_client("analyst")
    page = client.post(NEW, answers(dataset, judge="days")).content.decode()
    assert "Say how many days: a whole number from 1 to 3,650." in page
    assert "COT-141" in client.post(NEW, answers(dataset, margin="0")).content.decode()


def test_an_analysis_continues_the_newest_study_unless_told_otherwise(
    analysed: StudyRecord, studio_client: Clients
) -> None:
    client = studio_client("analyst")
    page = client.get(f"{NEW}?previous={analysed.pk}").content.decode()
    assert f'<option value="{analysed.pk}" selected>' in page
    client.post(NEW, answers(analysed.dataset, previous=str(analysed.pk)))
    assert StudyRecord.objects.get(number=2).previous == analysed


def test_data_of_another_project_cannot_be_analysed(dataset: Dataset, studio_client: Clients) -> None:
    client = studio_client("stranger")
    answer = client.post("/p/other-shop/new/", answers(dataset))
    assert not Job.objects.exists()
    assert answer.status_code == 422


def test_the_next_file_of_a_shop_continues_its_newest_study(
    analysed: StudyRecord, dataset: Dataset, studio_client: Clients
) -> None:
    form = studio_client("analyst").get(f"{NEW}?dataset={dataset.pk}").context["form"]
    assert form.initial["previous"] == analysed.pk


def test_data_of_ones_own_do_not_continue_the_demo(
    analysed: StudyRecord, dataset: Dataset, studio_client: Clients
) -> None:
    Dataset.objects.filter(pk=analysed.dataset_id).update(is_demo=True)
    client = studio_client("analyst")
    for address in (f"{NEW}?dataset={dataset.pk}", f"{NEW}?dataset={dataset.pk}&previous={analysed.pk}"):
        form = client.get(address).context["form"]
        assert form.initial["previous"] is None
        assert not form.fields["previous"].queryset.exists()
    answer = client.post(NEW, answers(dataset, previous=str(analysed.pk)))
    assert answer.status_code == 422
    assert "A shop does not continue the demo" in answer.content.decode()
    assert StudyRecord.objects.count() == 1
    assert not Job.objects.filter(dataset=dataset).exists()
