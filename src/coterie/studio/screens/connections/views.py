"""Which databases may be read, and which table shall be? Admins connect; who brings data chooses a table."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Connection, Dataset, Project, Source
from coterie.studio.projects.once import once
from coterie.studio.projects.roles import Action
from coterie.studio.projects.secrets import encrypt
from coterie.studio.runs.queue import enqueue
from coterie.studio.screens.connections.answers import offered
from coterie.studio.screens.connections.forms import ConnectionForm, TableForm


@screen(Action.ADMIN)
@require_http_methods(["GET", "POST"])
def connections(request: HttpRequest, project: Project) -> HttpResponse:
    """The databases of the project, and a new one."""
    form = ConnectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if project.connections.filter(name=said["name"]).exists():
            form.add_error("name", "Another database has this name.")
        else:
            made = Connection.objects.create(
                project=project,
                name=said["name"],
                url_encrypted=encrypt(form.url()),
                host=said["host"],
                allowed=True,
                created_by=request.user,
            )
            record(project, request.user, "connected the database", said["name"], host=said["host"])
            _tried(request, made)
            return redirect("connections", project.slug)
    found = list(project.connections.select_related("created_by").order_by("name"))
    shown = {"form": form, "connections": found}
    return render(request, "connections/connections.html", shown, status=400 if form.errors else 200)


def _tried(request: HttpRequest, made: Connection) -> None:
    """Say whether it answers at once, and not first when somebody wants to read a table."""
    found = offered(made)
    if found is None:
        said = (
            "is kept, but does not answer now. If host, port, name or secret are wrong, remove it and connect it again."
        )
        messages.warning(request, f"{made.name} {said}")
    elif not found:
        messages.warning(request, f"{made.name} answers, but this name may read none of its tables.")
    else:
        count = f"{len(found):,} tables" if len(found) > 1 else "one table"
        messages.success(request, f"{made.name} answers and can now be read under Data: {count}.")


@screen(Action.ADMIN)
@require_POST
def remove(request: HttpRequest, project: Project, connection: int) -> HttpResponse:
    """Forget a database with its secret; what was read from it stays."""
    found = get_object_or_404(Connection, project=project, pk=connection)
    Source.objects.filter(connection=found).update(connection=None)
    name = found.name
    found.delete()
    record(project, request.user, "removed the database", name)
    messages.success(request, f"{name} is forgotten, with its secret. Data that were read from it stay.")
    return redirect("connections", project.slug)


@screen(Action.RUN)
@require_http_methods(["GET", "POST"])
@once
def table(request: HttpRequest, project: Project, connection: int) -> HttpResponse:
    """Read a table of a database as a new dataset."""
    found = get_object_or_404(Connection, project=project, pk=connection, allowed=True)
    form = TableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["table"]
        dataset = Dataset.objects.create(
            project=project, name=form.cleaned_data["name"] or said, created_by=request.user
        )
        source = Source.objects.create(
            dataset=dataset, name=f"{said}.csv", connection=found, query=said, uploaded_by=request.user
        )
        enqueue("fetch", project=project, dataset=dataset, person=request.user, arguments={"source": str(source.pk)})
        return redirect("dataset", project.slug, dataset.pk)
    tables = offered(found) if request.method == "GET" else []
    shown = {"form": form, "connection": found, "tables": tables or [], "away": tables is None}
    return render(request, "connections/table.html", shown, status=400 if form.errors else 200)
