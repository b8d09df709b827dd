"""What stands on the first page? It is read from the newest study's summary and from what is being done."""

from typing import Any

from coterie.studio.projects.models import Dataset, Member, Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.runs.models import ENDED, Job
from coterie.studio.runs.names import name_of
from coterie.studio.screens.home.dashboard import dashboard
from coterie.studio.shell.studies import begin


def facts_of(project: Project, member: Member) -> dict[str, Any]:
    """The words of the page."""
    study = StudyRecord.newest(project)
    todo = steps(project, member, study)
    going = Job.objects.filter(project=project).exclude(state__in=ENDED).order_by("created")[:3]
    return {
        **(dashboard(project, study) if study else {}),
        "study": study,
        "summary": study.summary if study else {},
        "jobs": [{"name": name_of(job), "job": job} for job in going],
        "may_run": member.may(Action.RUN),
        "may_personal": member.may(Action.PERSONAL),
        "begin": begin(project),
        "steps": todo,
        "acquainted": study is not None and all(step["done"] for step in todo),
    }


def steps(project: Project, member: Member, study: StudyRecord | None) -> list[dict[str, Any]]:
    """What to do next, in order, each with whether it is done."""
    root = f"/p/{project.slug}/"
    out = _beginnings(project, study) if member.may(Action.RUN) else []
    if study is None:
        return out
    events = project.events.values_list("verb", flat=True)
    if member.may(Action.EDIT_PERSONA):
        edited = events.filter(verb__contains="persona").exists()
        out.append(
            _step(
                "Make a persona yours",
                "Give a group its name, and what you know of it.",
                edited,
                root + "personas/",
                "Open",
            )
        )
    if member.may(Action.PERSONAL):
        listed = project.exports.filter(personal=True).exists()
        out.append(
            _step(
                "Take a list to your mail tool",
                "With a control group split off, to see what it changed.",
                listed,
                f"{root}s/{study.id}/exports/",
                "Export",
            )
        )
    if member.may(Action.ADMIN):
        shared = Member.objects.filter(project=project).count() > 1 or project.keys.exists()
        out.append(
            _step(
                "Invite a colleague",
                "As a viewer she sees groups and personas, never single customers.",
                shared,
                root + "settings/people/",
                "Invite",
            )
        )
    return out


def _beginnings(project: Project, study: StudyRecord | None) -> list[dict[str, Any]]:
    """Data and a first answer. The answer of the demo is not the answer of one's own data."""
    root, first = f"/p/{project.slug}/", begin(project)
    own = Dataset.objects.filter(project=project, is_demo=False, state=Dataset.State.READY).exists()
    done = StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE, dataset__is_demo=False)
    found = done.exists() if own else study is not None
    where, word = (root + "data/", "Open") if own else (first["url"], first["word"])
    return [
        _step("Bring your orders", "One file of orders is enough: who, when, how much.", own, where, word),
        _step("Find your segments", "With plain settings; it takes a minute or two.", found, root + "new/", "Start"),
    ]


def _step(name: str, why: str, done: bool, url: str, label: str) -> dict[str, Any]:
    return {"name": name, "why": why, "done": done, "url": url, "label": label}
