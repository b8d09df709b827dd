"""Who moved between two studies, why, and what is it worth?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coterie.studio.projects.access import not_allowed, screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import Job, State
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.compare.facts import told
from coterie.studio.shell.studies import of_study
from coterie.workflows import OpenStudy


@screen(Action.READ)
@require_http_methods(["GET", "POST"])
@once
@of_study
def compare(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """What was found when this study was compared with an earlier one; a form asks which one, and starts the job."""
    others = _others(project, record)
    asked = (request.POST if request.method == "POST" else request.GET).get("older", "")
    older = next((each for each in others if str(each.pk) == asked), None)
    if request.method == "POST":
        if not request.member.may(Action.RUN):
            return not_allowed(request, Action.RUN)
        if older is not None:
            words = {"older": str(older.pk)}
            job = enqueue("compare", project=project, arguments=words, person=request.user, study=record)
            return redirect("job", slug=project.slug, pk=job.pk)
    found = _newest(record, older, asked)
    if older is None and found is not None:
        older = next((each for each in others if str(each.pk) == found.arguments.get("older")), None)
    said: dict[str, Any] = {"study": record, "others": others, "older": older, "unknown": bool(asked) and older is None}
    said |= {"may_run": request.member.may(Action.RUN), "book": study.figure_settings}
    if found is not None and older is not None:
        said |= told(found.result or {}, study.segments, older.summary.get("segments") or ())
        said["job"] = found
    return render(request, "compare/compare.html", said)


def _others(project: Project, record: StudyRecord) -> list[StudyRecord]:
    """Studies that it can be compared with: the one it continues first, then by age."""
    done = StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE).exclude(pk=record.pk)
    earlier = [each for each in done if (each.summary.get("as_of") or "") <= (record.summary.get("as_of") or "")]
    return sorted(earlier, key=lambda each: (each.pk != record.previous_id, -each.number))


def _newest(record: StudyRecord, older: StudyRecord | None, asked: str) -> Job | None:
    """The last comparison with that study, or with any where none was named."""
    if asked and older is None:
        return None
    for job in Job.objects.filter(study=record, kind="compare", state=State.DONE).order_by("-finished"):
        if "summary" in (job.result or {}) and (older is None or job.arguments.get("older") == str(older.pk)):
            return job
    return None
