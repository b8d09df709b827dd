"""How does a program bring data? A dataset, its files, the mapping, the import."""

from typing import Annotated, Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from pydantic import Field

from coterie.studio.api import nouns, paging, telling
from coterie.studio.api.access import READ, RUN
from coterie.studio.api.problems import Refused, absent
from coterie.studio.api.spool import FILE, spooled
from coterie.studio.projects import uploads
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, Source
from coterie.studio.runs.queue import enqueue

router = Router(tags=["Datasets"])
OF = "datasets"
KINDS = ("orders", "customers", "events", "products")
Size = Annotated[int, Field(ge=1, le=200, description="rows on a page")]
Cursor = Annotated[str | None, Field(max_length=500, description='the "next" of the page before')]
BODY = {"requestBody": {"required": True, "content": {FILE: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/datasets", auth=READ, response=nouns.DatasetsOut, summary="List datasets")
def list_datasets(request: HttpRequest, size: Size = 50, cursor: Cursor = None) -> Any:
    """The datasets of the project, newest first."""
    found = Dataset.objects.filter(project=request.auth.project).prefetch_related("sources")
    rows, after = paging.page(found.order_by("-created", "pk"), cursor, size, OF)
    return {"items": [telling.dataset(each) for each in rows], "next": after}


@router.post("/datasets", auth=RUN, response={201: nouns.DatasetOut}, summary="Make a dataset")
def create_dataset(request: HttpRequest, body: nouns.DatasetIn) -> Any:
    """An empty dataset; send its files next."""
    made = Dataset.objects.create(project=request.auth.project, name=body.name.strip())
    record(request.auth.project, request.auth, "made a dataset", made.name, dataset=str(made.pk))
    return Status(201, telling.dataset(made))


@router.get("/datasets/{dataset}", auth=READ, response=nouns.DatasetOut, summary="Get a dataset")
def get_dataset(request: HttpRequest, dataset: UUID) -> Any:
    """Its state, its files, and the account of every row."""
    return telling.dataset(_dataset(request, dataset))


@router.post(
    "/datasets/{dataset}/files",
    auth=RUN,
    response={201: nouns.SourceOut},
    summary="Send a file",
    openapi_extra=BODY,
)
def send_file(
    request: HttpRequest,
    dataset: UUID,
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=nouns.NAME)],
    kind: Annotated[str, Field(pattern="^(|orders|customers|events|products)$")] = "",
) -> Any:
    """The bytes of a file (CSV, Excel, Parquet, JSON; also packed). Its kind is guessed where none is named."""
    found = _dataset(request, dataset)
    _at_rest(found)
    if request.content_type != FILE:
        raise Refused(422, "COT-186", f"the body is {request.content_type or 'of no type'}", FILE)
    content, _, size = spooled(request, uploads.most())
    file = File(content, name)
    file.size = size
    try:
        source = uploads.take(found, file, request.auth, kind)
    except uploads.Unwelcome as reason:
        raise Refused(422, "COT-186", str(reason).rstrip("."), "a file with rows") from reason
    return Status(201, telling.source(source))


@router.post("/datasets/{dataset}/inspect", auth=RUN, response={202: nouns.JobOut}, summary="Look at the files")
def inspect_dataset(request: HttpRequest, dataset: UUID) -> Any:
    """Guess what each file and each column is; the job ends with a mapping that can be read and changed."""
    found = _with_files(_dataset(request, dataset))
    return Status(202, telling.job(enqueue("inspect", project=found.project, dataset=found)))


@router.get("/datasets/{dataset}/mapping", auth=READ, response=nouns.MappingIO, summary="Get the mapping")
def get_mapping(request: HttpRequest, dataset: UUID) -> Any:
    """What the columns are taken for; empty until the files were inspected."""
    return {"mapping": _dataset(request, dataset).mapping}


@router.put("/datasets/{dataset}/mapping", auth=RUN, response=nouns.MappingIO, summary="Set the mapping")
def set_mapping(request: HttpRequest, dataset: UUID, body: nouns.MappingIO) -> Any:
    """Say what the columns are; the next import reads them so."""
    found = _dataset(request, dataset)
    _at_rest(found)
    Dataset.objects.filter(pk=found.pk).update(mapping=body.mapping)
    record(found.project, request.auth, "changed the mapping", found, dataset=str(found.pk))
    return {"mapping": body.mapping}


@router.post("/datasets/{dataset}/import", auth=RUN, response={202: nouns.JobOut}, summary="Import the files")
def import_dataset(request: HttpRequest, dataset: UUID) -> HttpResponse | Any:
    """Read and check every row: each is accepted, rejected with a reason, or a duplicate."""
    found = _with_files(_dataset(request, dataset))
    if not found.sources.filter(complete=True).exclude(kind="").exists():
        raise Refused(409, "COT-184", "nobody has said yet what the files are", "files that were inspected")
    with transaction.atomic():
        Dataset.objects.filter(pk=found.pk).update(state=Dataset.State.IMPORTING)
        return Status(202, telling.job(enqueue("import", project=found.project, dataset=found)))


def _dataset(request: HttpRequest, pk: UUID) -> Dataset:
    found = Dataset.objects.filter(project=request.auth.project, pk=pk).first()
    if found is None:
        raise absent("such dataset in this project")
    return found


def _with_files(found: Dataset) -> Dataset:
    _at_rest(found)
    if not Source.objects.filter(dataset=found, complete=True).exists():
        raise Refused(409, "COT-184", f"{found.name} has no file yet", "a dataset with files")
    return found


def _at_rest(found: Dataset) -> None:
    if found.state == Dataset.State.IMPORTING:
        raise Refused(409, "COT-184", f"{found.name} is being imported", "a dataset at rest", wait=5)
