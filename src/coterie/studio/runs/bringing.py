"""How does a study of the demo, made at the terminal, come into the studio? By the demo's own job, which takes it."""

from django.conf import settings

from coterie.studio.accounts.models import Person
from coterie.studio.projects.models import Dataset, Project
from coterie.studio.runs.models import Job
from coterie.studio.runs.queue import enqueue


def bring(project: Project, person: Person | None) -> Job | None:
    """Ask for the study that the studio was started with, once a project; None where there is none to bring."""
    if not settings.DEMO_STUDY or Dataset.objects.filter(project=project, is_demo=True).exists():
        return None
    return enqueue("demo", project=project, arguments={"brought": settings.DEMO_STUDY}, person=person)


def bring_to_first() -> Job | None:
    """The same for the first project of a studio that has one already."""
    project = Project.objects.order_by("created").first()
    return bring(project, None) if project is not None else None
