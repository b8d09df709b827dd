"""How far is the work, who is told, and what happened? Jobs, webhooks and the log."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from coterie.studio.api import nouns, paging, telling
from coterie.studio.api.access import READ, RUN, ApiKeyBearer
from coterie.studio.api.datasets import Cursor, Size
from coterie.studio.api.problems import Refused, absent
from coterie.studio.projects import webhooks
from coterie.studio.projects.calling import Refused as NotCalled
from coterie.studio.projects.calling import check
from coterie.studio.projects.models import Delivery, Event, Webhook
from coterie.studio.runs import queue
from coterie.studio.runs.models import Job

router = Router()
ANY = ApiKeyBearer()
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("/project", auth=ANY, response=nouns.ProjectOut, tags=["Project"], summary="What does this key open?")
def get_project(request: HttpRequest) -> Any:
    """The project and the scopes of the key."""
    key = request.auth
    return {
        "project": key.project.slug,
        "name": key.project.name,
        "currency": key.project.currency,
        "key": key.prefix,
        "scopes": key.scopes,
        "expires": key.expires,
    }


@router.get("/jobs", auth=READ, response=nouns.JobsOut, tags=["Jobs"], summary="List jobs")
def list_jobs(request: HttpRequest, size: Size = 50, cursor: Cursor = None) -> Any:
    """The jobs of the project, newest first."""
    found = Job.objects.filter(project=request.auth.project).order_by("-created", "pk")
    rows, after = paging.page(found, cursor, size, "jobs")
    return {"items": [telling.job(each) for each in rows], "next": after}


@router.get("/jobs/{job}", auth=READ, response=nouns.JobOut, tags=["Jobs"], summary="Get a job")
def get_job(request: HttpRequest, job: UUID) -> Any:
    """How far it is, and how it ended."""
    return telling.job(_job(request, job))


@router.post("/jobs/{job}/cancel", auth=RUN, response=nouns.JobOut, tags=["Jobs"], summary="Cancel a job")
def cancel_job(request: HttpRequest, job: UUID) -> Any:
    """Ask for its end: at once where it waits, else at its next step; what has ended stays as it is."""
    found = _job(request, job)
    queue.cancel(found)
    found.refresh_from_db()
    return telling.job(found)


@router.get("/webhooks", auth=RUN, response=nouns.WebhooksOut, tags=["Webhooks"], summary="List webhooks")
def list_webhooks(request: HttpRequest) -> Any:
    """The addresses that are told of events."""
    found = Webhook.objects.filter(project=request.auth.project).order_by("pk")
    return {"items": [telling.webhook(each) for each in found]}


@router.post("/webhooks", auth=RUN, response={201: nouns.WebhookMadeOut}, tags=["Webhooks"], summary="Make a webhook")
def create_webhook(request: HttpRequest, body: nouns.WebhookIn) -> Any:
    """An address that is told of events, in messages signed with the secret that only this answer tells."""
    try:
        check(body.url)
    except NotCalled as reason:
        raise Refused(422, "COT-192", str(reason).rstrip(".")) from reason
    hook, secret = webhooks.make_webhook(request.auth.project, request.auth, body.url, list(body.events))
    return Status(201, {**telling.webhook(hook), "secret": secret})


@router.delete("/webhooks/{webhook}", auth=RUN, response={204: None}, tags=["Webhooks"], summary="Remove a webhook")
def delete_webhook(request: HttpRequest, webhook: Number) -> Any:
    """It is told nothing more; its log goes with it."""
    webhooks.remove(_webhook(request, webhook), request.auth)
    return Status(204, None)


@router.get(
    "/webhooks/{webhook}/deliveries",
    auth=RUN,
    response=nouns.DeliveriesOut,
    tags=["Webhooks"],
    summary="List deliveries",
)
def list_deliveries(request: HttpRequest, webhook: Number, size: Size = 50, cursor: Cursor = None) -> Any:
    """Every message to this address, newest first, with how often it was tried and what was answered."""
    hook = _webhook(request, webhook)
    rows, after = paging.page(hook.deliveries.order_by("-at", "-pk"), cursor, size, f"deliveries {hook.pk}")
    return {"items": [telling.delivery(each) for each in rows], "next": after}


@router.post(
    "/deliveries/{delivery}/replay",
    auth=RUN,
    response={202: nouns.DeliveryOut},
    tags=["Webhooks"],
    summary="Send a message again",
)
def replay_delivery(request: HttpRequest, delivery: Number) -> Any:
    """The same message with the same id, as a new delivery that is sent within a minute."""
    found = Delivery.objects.filter(webhook__project=request.auth.project, pk=delivery).first()
    if found is None:
        raise absent("such delivery in this project")
    return Status(202, telling.delivery(webhooks.again(found)))


@router.get("/events", auth=RUN, response=nouns.EventsOut, tags=["Events"], summary="Read the log")
def list_events(
    request: HttpRequest,
    verb: Annotated[str | None, Field(max_length=60, description="only what was done so")] = None,
    size: Size = 50,
    cursor: Cursor = None,
) -> Any:
    """Who did what in the project, newest first; people and keys by number."""
    found = Event.objects.filter(project=request.auth.project).order_by("-number")
    rows, after = paging.page(found.filter(verb=verb) if verb else found, cursor, size, f"events {verb}")
    return {"items": [telling.event(each) for each in rows], "next": after}


def _job(request: HttpRequest, pk: UUID) -> Job:
    found = Job.objects.filter(project=request.auth.project, pk=pk).first()
    if found is None:
        raise absent("such job in this project")
    return found


def _webhook(request: HttpRequest, pk: int) -> Webhook:
    found = Webhook.objects.filter(project=request.auth.project, pk=pk).first()
    if found is None:
        raise absent("such webhook in this project")
    return found
