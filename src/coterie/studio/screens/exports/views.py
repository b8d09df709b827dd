"""What may leave the studio, for whom? Rows about people as a job, the rest at once; each is written down."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record as remember
from coterie.studio.projects.models import ExportRecord, Project, StudyRecord
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action, who_may
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.exports.forms import EVERYBODY, ListForm
from coterie.studio.shell.studies import newest, of_study
from coterie.terms import WrongWords
from coterie.workflows import OpenStudy, export_evidence, export_report
from coterie.workflows.sql import DIALECTS, sql

SHOWN = 20
NAMES = {"postgres": "PostgreSQL", "duckdb": "DuckDB", "spark": "Spark", "sqlite": "SQLite", "bigquery": "BigQuery",
         "snowflake": "Snowflake"}  # fmt: skip

newest_exports = screen(Action.READ)(
    require_GET(
        newest(
            "exports/",
            "What may leave the studio?",
            "Lists for a campaign, the report, the evidence and the study as SQL will stand here, as soon as an "
            "analysis is done.",
        )
    )
)


@screen(Action.READ)
@require_GET
@of_study
def exports(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Everything that can be taken, each part for who may."""
    form = None
    if request.member.may(Action.PERSONAL):
        form = ListForm(project, study, initial={"who": _asked(request)})
    return render(request, "exports/exports.html", _said(request, project, record, study, form))


@screen(Action.PERSONAL)
@require_http_methods(["GET", "POST"])
@once
@of_study
def take_list(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Ask for a file of customers; on to the page that says how many it holds, and has the file."""
    if request.method == "GET":
        return redirect("exports", project.slug, record.pk)
    form = ListForm(project, study, request.POST)
    if not form.is_valid():
        return render(request, "exports/exports.html", _said(request, project, record, study, form), status=422)
    job = enqueue("export", project=project, arguments=form.arguments(project), person=request.user, study=record)
    return redirect("job", project.slug, job.pk)


@screen(Action.EXPORT)
@require_GET
@of_study
def take_report(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, form: str
) -> HttpResponse:
    """The report as HTML (the long one) or PDF (the short one)."""
    if form == "html":
        path = settings.WORKSPACE / record.folder / "report.html"
        if not path.is_file():
            raise Http404("this study has no report")
        content, kind = path.read_bytes(), "text/html; charset=utf-8"
    elif form == "pdf":
        content, kind = export_report(study, title=project.name), "application/pdf"
    else:
        raise Http404("no such form of report")
    return _file(request, record, content, kind, f"report.{form}", "report")


@screen(Action.EXPORT)
@require_GET
@of_study
def take_table(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, table: str
) -> HttpResponse:
    """Every statistic of the study, one a row."""
    if table != "evidence":
        raise Http404("no such table")
    rows = len(study.statistics())
    return _file(request, record, export_evidence(study), "text/csv; charset=utf-8", "evidence.csv", "evidence", rows)


@screen(Action.EXPORT)
@require_GET
@of_study
def take_sql(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """The study as one statement for a database, to copy."""
    dialect = request.GET.get("dialect", "postgres")
    dialect = dialect if dialect in DIALECTS else "postgres"
    said: dict[str, Any] = {
        "study": record,
        "dialect": dialect,
        "name": NAMES.get(dialect, dialect),
        "dialects": [(each, NAMES.get(each, each)) for each in DIALECTS],
    }
    try:
        said["statement"] = sql(study.folder, dialect=dialect, columns="typed")
    except WrongWords as wrong:
        said["problems"] = wrong.problems
    return render(request, "exports/sql.html", said)


def _asked(request: HttpRequest) -> str:
    """Whom the page that led here meant: a segment, a saved one, or everybody."""
    for kind in ("segment", "saved"):
        if request.GET.get(kind):
            return f"{kind}:{request.GET[kind]}"
    return EVERYBODY


def _said(
    request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, form: ListForm | None
) -> dict[str, Any]:
    consent = record.dataset.consent_column or study.consent
    taken = project.exports.filter(study=record).select_related("person")
    smallest = int(project.setting("smallest_group"))
    return {
        "study": record,
        "form": form,
        "headline": _headline(study, consent, smallest),
        "smallest": smallest,
        "consent": consent,
        "who_may": who_may(Action.PERSONAL),
        "may_export": request.member.may(Action.EXPORT),
        "who_may_export": who_may(Action.EXPORT),
        "taken": taken[:SHOWN],
        "has_report": (settings.WORKSPACE / record.folder / "report.html").is_file(),
        "statistics": len(study.statistics()),
    }


def _headline(study: OpenStudy, consent: str, smallest: int) -> str:
    """How many may be written to, or that nobody was asked."""
    total = study.summary["customers"]
    if not consent:
        return f"{total:,} customers may be taken as a list; no column says who agreed to be written to"
    try:
        agreed = study.count({"all": [{"trait": consent, "is": "=", "value": True}]}, floor=smallest)
    except WrongWords:
        return f"Of {total:,} customers, only who agreed by {consent} is on a list"
    if agreed["count"] is None:
        return f"Fewer than {agreed['floor']} of {total:,} customers agreed to be written to"
    return f"{agreed['count']:,} of {total:,} customers agreed to be written to"


def _file(
    request: HttpRequest, record: StudyRecord, content: bytes, kind: str, name: str, what: str, rows: int = 0
) -> HttpResponse:
    ExportRecord.objects.create(
        project=record.project, person=request.user, study=record, what=what, format=name.rpartition(".")[2], rows=rows
    )
    remember(record.project, request.user, f"exported {what}", record, format=name.rpartition(".")[2])
    messages.success(request, f"{name} was made and is in your downloads.")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
