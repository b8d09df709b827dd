"""What was found? Studies with their metrics, evidence, segments, personas and customers."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from coterie.studio.api import nouns, paging, telling
from coterie.studio.api.access import PII, READ, RUN
from coterie.studio.api.datasets import Cursor, Size
from coterie.studio.api.problems import Refused, absent
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.studio.runs.queue import enqueue
from coterie.studio.shell.studies import opened
from coterie.workflows import OpenStudy

router = Router(tags=["Studies"])
Named = Annotated[str, Path(pattern=nouns.STUDY, description="the id of a study, or `newest`")]
Segment = Annotated[str, Path(pattern=nouns.WORD, max_length=60, description="the id of a segment, such as s1")]
Order = Literal["clv", "customer_id", "revenue", "orders", "recency_days", "p_alive"]


@router.get("/studies", auth=READ, response=nouns.StudiesOut, summary="List studies")
def list_studies(request: HttpRequest, size: Size = 50, cursor: Cursor = None) -> Any:
    """The studies of the project, newest first."""
    found = StudyRecord.objects.filter(project=request.auth.project)
    rows, after = paging.page(found.order_by("-number"), cursor, size, "studies")
    return {"items": [telling.study(each) for each in rows], "next": after}


@router.post("/studies", auth=RUN, response={202: nouns.StartedOut}, summary="Start a study")
def create_study(request: HttpRequest, body: nouns.StudyIn) -> Any:
    """Analyse a dataset that was imported; the job says how far it is."""
    project = request.auth.project
    dataset = Dataset.objects.filter(project=project, pk=body.dataset).first()
    if dataset is None:
        raise absent("such dataset in this project")
    if dataset.state != Dataset.State.READY:
        raise Refused(409, "COT-184", f"{dataset.name} is not imported ({dataset.state})", "a dataset that is ready")
    said = body.dict(exclude={"dataset", "title"}, exclude_none=True)
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        last = StudyRecord.objects.filter(project=project).aggregate(last=Max("number"))["last"]
        done = StudyRecord.objects.filter(project=project, dataset=dataset, state=StudyRecord.State.DONE)
        study = StudyRecord.objects.create(
            project=project,
            dataset=dataset,
            number=(last or 0) + 1,
            title=body.title,
            parameters=said,
            previous=done.order_by("-number").first(),
        )
        job = enqueue("analyze", project=project, arguments=said, study=study)
        record(project, request.auth, "started a study", study, study=str(study.pk))
    return Status(202, {"study": telling.study(study), "job": telling.job(job)})


@router.get("/studies/{study}", auth=READ, response=nouns.StudyOut, summary="Get a study")
def get_study(request: HttpRequest, study: Named) -> Any:
    """State, parameters as applied, headline and segments in short."""
    return telling.study(record_of(request, study))


@router.get("/studies/{study}/metrics", auth=READ, response=nouns.Anything, summary="Get the metrics")
def get_metrics(request: HttpRequest, study: Named) -> Any:
    """The content of metrics.json."""
    return open_of(request, study)[1].metrics


@router.get("/studies/{study}/traits", auth=READ, response=list[nouns.Anything], summary="List the traits")
def list_traits(request: HttpRequest, study: Named) -> Any:
    """Every column of the customers table: name, label, unit, kind, meaning, levels."""
    return open_of(request, study)[1].traits


@router.get("/studies/{study}/evidence", auth=READ, response=nouns.EvidenceOut, summary="List the evidence")
def list_evidence(
    request: HttpRequest,
    study: Named,
    population: Annotated[str | None, Field(max_length=200, description="such as segment:s1 or everyone")] = None,
    metric: Annotated[str | None, Field(max_length=200)] = None,
    size: Size = 100,
    cursor: Cursor = None,
) -> Any:
    """The statistics: estimate, interval, number of customers, days and method of each."""
    of = f"evidence {study} {population} {metric}"
    first = paging.begin(cursor, of)
    found = open_of(request, study)[1].statistics(population, metric)
    after = paging.cursor(of, first + size) if first + size < len(found) else None
    return {"items": found[first : first + size], "next": after, "total": len(found)}


@router.get("/studies/{study}/segments", auth=READ, response=nouns.SegmentsOut, summary="List segments")
def list_segments(request: HttpRequest, study: Named) -> Any:
    """The segments in order of value, as in segments.json."""
    kept, found = open_of(request, study)
    said = found.grouping
    return {"study": kept.pk, "method": said["method"], "k": len(found.segments), "segments": found.segments}


@router.get("/studies/{study}/segments/{segment}", auth=READ, response=nouns.Anything, summary="Get a segment")
def get_segment(request: HttpRequest, study: Named, segment: Segment) -> Any:
    """One segment: sizes, worth, what sets it apart, its rule."""
    found = open_of(request, study)[1].segment(segment)
    if found is None:
        raise absent(f"segment {segment} in this study")
    return found


@router.get("/studies/{study}/personas", auth=READ, response=nouns.PersonasOut, summary="List personas")
def list_personas(request: HttpRequest, study: Named) -> Any:
    """The personas as the study computed them."""
    kept, found = open_of(request, study)
    return {"study": kept.pk, "personas": found.personas}


@router.get("/studies/{study}/personas/{segment}", auth=READ, response=nouns.Anything, summary="Get a persona")
def get_persona(request: HttpRequest, study: Named, segment: Segment) -> Any:
    """The persona of a segment."""
    found = open_of(request, study)[1].persona(segment)
    if found is None:
        raise absent(f"persona of {segment} in this study")
    return found


@router.get("/studies/{study}/members", auth=PII, response=nouns.MembersOut, summary="List customers")
def list_members(
    request: HttpRequest,
    study: Named,
    segment: Annotated[str | None, Field(pattern=nouns.WORD, max_length=60)] = None,
    order: Order = "clv",
    descending: bool = True,
    size: Annotated[int, Field(ge=1, le=1000)] = 100,
    cursor: Cursor = None,
) -> Any:
    """Customers with all their columns, page by page; all, or those of a segment."""
    kept, found = open_of(request, study)
    if segment is not None and found.segment(segment) is None:
        raise absent(f"segment {segment} in this study")
    of = f"members {kept.pk} {segment} {order} {descending} {size}"
    number = paging.begin(cursor, of) or 1
    column = order if order in found.columns else "clv"
    page = found.members(segment=segment, order=column, descending=descending, page=number, size=size)
    after = paging.cursor(of, number + 1) if number < page.pages else None
    return {"items": page.rows, "next": after, "total": page.total}


@router.get("/studies/{study}/customers/{customer}", auth=PII, response=nouns.CustomerOut, summary="Get a customer")
def get_customer(request: HttpRequest, study: Named, customer: Annotated[str, Path(max_length=200)]) -> Any:
    """One customer: traits, segment, worth, and the days of her orders."""
    kept, found = open_of(request, study)
    row = found.customer(customer)
    if row is None:
        raise absent("such customer in this study")
    return {"study": kept.pk, "customer": row, "days": found.customer_days(customer)}


def record_of(request: HttpRequest, named: str) -> StudyRecord:
    """The study of an address, of the key's project. Raises Refused."""
    project = request.auth.project
    if named == "newest":
        found = StudyRecord.newest(project)
    else:
        found = StudyRecord.objects.filter(project=project, pk=UUID(named)).first()
    if found is None:
        raise absent("finished study yet in this project" if named == "newest" else "such study in this project")
    return found


def open_of(request: HttpRequest, named: str) -> tuple[StudyRecord, OpenStudy]:
    """The study of an address with its files. Raises Refused: 404, or 409 where it is not done."""
    kept = record_of(request, named)
    found = opened(kept)
    if found is None:
        raise Refused(409, "COT-184", f"the study is {kept.state}", "a study that is done")
    return kept, found
