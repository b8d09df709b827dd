"""Who is told of what happens here? Addresses, their events, and the log of every message."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.studio.projects import webhooks as verbs
from coterie.studio.projects.access import screen
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Delivery, Project, Webhook
from coterie.studio.projects.roles import Action
from coterie.studio.screens.keys.forms import WebhookForm
from coterie.studio.shell.formats import in_words

SIZE = 20


@screen(Action.ADMIN)
@require_http_methods(["GET", "POST"])
def webhooks(request: HttpRequest, project: Project) -> HttpResponse:
    """The addresses of the project, and a new one, whose secret is shown in the answer and nowhere else."""
    form = WebhookForm(request.POST or None)
    made, secret = None, ""
    if request.method == "POST" and form.is_valid():
        made, secret = verbs.make_webhook(project, request.user, form.cleaned_data["url"], form.cleaned_data["events"])
        form = WebhookForm()
    given_up = Count("deliveries", filter=Q(deliveries__state=Delivery.State.FAILED))
    hooks = list(
        Webhook.objects.filter(project=project).annotate(messages=Count("deliveries"), lost=given_up).order_by("pk")
    )
    context = {"project": project, "form": form, "hooks": hooks, "made": made, "secret": secret, "events": verbs.EVENTS}
    return render(request, "keys/webhooks.html", {**context, "heading": heading(hooks)})


@screen(Action.ADMIN)
@require_GET
def webhook(request: HttpRequest, project: Project, webhook: int) -> HttpResponse:
    """One address with the log of its messages."""
    hook = get_object_or_404(Webhook, project=project, pk=webhook)
    state = request.GET.get("state", "")
    found = hook.deliveries.filter(state=state) if state in Delivery.State.values else hook.deliveries.all()
    counts = {each: hook.deliveries.filter(state=each).count() for each in Delivery.State.values}
    context = {
        "project": project,
        "hook": hook,
        "page": Paginator(found.order_by("-at", "-pk"), SIZE).get_page(request.GET.get("page")),
        "counts": counts,
        "all": sum(counts.values()),
        "state": state,
        "heading": told(counts),
    }
    return render(request, "keys/webhook.html", context)


@screen(Action.ADMIN)
@require_POST
def switch(request: HttpRequest, project: Project, webhook: int) -> HttpResponse:
    """Stop telling it, or tell it again."""
    hook = get_object_or_404(Webhook, project=project, pk=webhook)
    hook.active = not hook.active
    hook.save(update_fields=["active"])
    record(project, request.user, "switched on a webhook" if hook.active else "switched off a webhook", hook.pk)
    messages.success(request, "It is told again." if hook.active else "It is told nothing until you switch it on.")
    return redirect("webhook", project.slug, hook.pk)


@screen(Action.ADMIN)
@require_POST
def test(request: HttpRequest, project: Project, webhook: int) -> HttpResponse:
    """Send a message now and say what was answered."""
    hook = get_object_or_404(Webhook, project=project, pk=webhook)
    delivery = verbs.write(hook, verbs.PING, {"message": "This is a test from coterie."})
    verbs.send(delivery)
    delivery.refresh_from_db()
    arrived = delivery.state == Delivery.State.DELIVERED
    say = messages.success if arrived else messages.warning
    say(request, "The test arrived." if arrived else f"The test did not arrive. {delivery.message}")
    return redirect("webhook", project.slug, hook.pk)


@screen(Action.ADMIN)
@require_POST
def remove(request: HttpRequest, project: Project, webhook: int) -> HttpResponse:
    """Forget an address and its log."""
    verbs.remove(get_object_or_404(Webhook, project=project, pk=webhook), request.user)
    messages.success(request, "The webhook is removed.")
    return redirect("webhooks", project.slug)


@screen(Action.ADMIN)
@require_POST
def again(request: HttpRequest, project: Project, delivery: int) -> HttpResponse:
    """The same message once more."""
    found = get_object_or_404(Delivery, webhook__project=project, pk=delivery)
    copy = verbs.again(found)
    verbs.send(copy)
    copy.refresh_from_db()
    arrived = copy.state == Delivery.State.DELIVERED
    say = messages.success if arrived else messages.warning
    say(request, "It arrived." if arrived else f"It did not arrive. {copy.message}")
    return redirect("webhook", project.slug, found.webhook_id)


def heading(hooks: list[Webhook]) -> str:
    """The answer of the page in a sentence."""
    active = sum(hook.active for hook in hooks)
    lost = sum(hook.lost for hook in hooks)
    if not hooks:
        return "No other program is told of what happens here"
    told = "One address is told" if active == 1 else f"{in_words(active)} addresses are told"
    return f"{told}; {'one message was' if lost == 1 else f'{lost:,} messages were'} given up" if lost else f"{told}"


def told(counts: dict[str, int]) -> str:
    """How the messages of one address went."""
    whole = sum(counts.values())
    if not whole:
        return "No message was sent to this address yet"
    arrived = counts["delivered"]
    if arrived == whole:
        return "The only message has arrived" if whole == 1 else f"All {whole:,} messages have arrived"
    return f"{arrived:,} of {whole:,} message{'' if whole == 1 else 's'} arrived"
