"""How good are these data? The checks, the rows left out with their reasons, and both as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Dataset, ExportRecord, Project
from coterie.studio.projects.roles import Action
from coterie.studio.screens.quality import facts
from coterie.studio.screens.quality.mend import mendable
from coterie.workflows import rejected_book

MOST_PAGES = 20_000


@screen(Action.READ)
@require_GET
def checks(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """What was taken and what was left out, grouped by what puts it right."""
    found = of_project(project, dataset)
    if found.state != Dataset.State.READY:
        return redirect("dataset", project.slug, found.pk)
    account, groups = facts.account_of(found), facts.repairs(found)
    may_run, may_see = request.member.may(Action.RUN), request.member.may(Action.PERSONAL)
    shown = {
        "dataset": found,
        "account": account,
        "groups": groups,
        "noticed": facts.noticed(found),
        "headline": facts.headline(account, groups),
        "files": list(found.sources.filter(complete=True)),
        "mendable": mendable(found) if may_run and may_see else [],
        "study": found.studies.filter(state="done").first(),
        "may_run": may_run,
        "may_see": may_see,
    }
    return render(request, "quality/checks.html", shown)


@screen(Action.PERSONAL)
@require_GET
def rejected(request: HttpRequest, project: Project, dataset: str) -> HttpResponse:
    """The rows that were left out: reason, what was found, what was expected, and the row as it was brought."""
    found = of_project(project, dataset)
    reasons = [reason for group in facts.repairs(found) for reason in group["reasons"]]
    code = request.GET.get("reason", "")
    page = _page(request.GET.get("page", "1"))
    rows, more = facts.page_of(found, code, page)
    chosen = [reason for reason in reasons if reason["code"] == code]
    shown = {
        "dataset": found,
        "rows": rows,
        "more": page + 1 if more else 0,
        "less": page - 1,
        "first": (page - 1) * facts.SIZE + 1,
        "last": (page - 1) * facts.SIZE + len(rows),
        "reasons": list({reason["code"]: reason for reason in reasons}.values()),
        "code": code,
        "total": sum(reason["count"] for reason in (chosen if code else reasons)),
        "title": chosen[0]["title"] if chosen else "",
    }
    return render(request, "quality/rejected.html", shown)


@screen(Action.PERSONAL)
@require_GET
def download(request: HttpRequest, project: Project, dataset: str, form: str) -> FileResponse:
    """The same rows as CSV or Excel; the log of exports says who took them."""
    found = of_project(project, dataset)
    path = facts.file_of(found)
    if form not in ("csv", "xlsx") or not path.is_file():
        raise Http404("no such file of this dataset")
    account = facts.account_of(found)
    content = path.open("rb") if form == "csv" else rejected_book(path)
    ExportRecord.objects.create(
        project=project,
        person=request.user,
        what=f"rows left out of {found.name}"[:200],
        format=form,
        rows=account["rejected"] + account["duplicate"],
        personal=True,
    )
    record(project, request.user, "exported", f"rows left out of {found.name}", format=form)
    return FileResponse(content, as_attachment=True, filename=f"left-out.{form}")


def of_project(project: Project, pk: object) -> Dataset:
    """The dataset of that id in this project, or 404."""
    found: Dataset = get_object_or_404(Dataset, project=project, pk=pk)
    return found


def _page(words: str) -> int:
    return min(MOST_PAGES, max(1, int(words))) if words.isascii() and words.isdigit() and len(words) < 9 else 1
