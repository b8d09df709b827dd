"""Who may do what here? Members, invitations by one-time link, roles."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.studio.accounts.models import Person
from coterie.studio.projects import people as store
from coterie.studio.projects.access import public, screen
from coterie.studio.projects.models import Invitation, Member, Project
from coterie.studio.projects.models.project import ROLES
from coterie.studio.projects.roles import DEEDS, MAY, NAMES, Action, Role
from coterie.studio.screens.people.forms import InviteForm, JoinForm, MemberForm

ALONE = "This is the only admin. Make somebody else an admin first."


@screen(Action.ADMIN)
@require_GET
def people(request: HttpRequest, project: Project) -> HttpResponse:
    """Everybody in the project, and who has been invited."""
    return _page(request, project, InviteForm(project))


@screen(Action.ADMIN)
@require_POST
def invite(request: HttpRequest, project: Project) -> HttpResponse:
    """A link that makes its reader a member; it is shown once."""
    form = InviteForm(project, request.POST)
    if not form.is_valid():
        return _page(request, project, form, status=422)
    made, token = store.invite(project, form.cleaned_data["email"], Role(form.cleaned_data["role"]), request.user)
    link = request.build_absolute_uri(reverse("join", args=[token]))
    return render(request, "people/invited.html", {"invitation": made, "role": NAMES[Role(made.role)], "link": link})


@screen(Action.ADMIN)
@require_POST
def change(request: HttpRequest, project: Project, member: int) -> HttpResponse:
    """Another role, or the right to see single customers given or taken."""
    found = get_object_or_404(Member.objects.select_related("person", "project"), project=project, pk=member)
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data
            stays = found.role == said["role"] == Role.ANALYST  # the box stands beside that role alone
            personal = said["may_personal"] if stays else found.may_personal
            if store.change(found, Role(said["role"]), may_personal=personal, by=request.user):
                messages.success(request, f"{found.person.shown} is {found.role_name} now{_rights(found)}.")
        except store.LastAdmin:
            messages.error(request, ALONE)
    return redirect("people", slug=project.slug)


@screen(Action.ADMIN)
@require_POST
def remove(request: HttpRequest, project: Project, member: int) -> HttpResponse:
    """Take somebody out of the project."""
    found = get_object_or_404(Member.objects.select_related("person", "project"), project=project, pk=member)
    try:
        store.remove(found, request.user)
    except store.LastAdmin:
        messages.error(request, ALONE)
        return redirect("people", slug=project.slug)
    messages.success(request, f"{found.person.shown} is no longer in {project.name}.")
    return redirect("start") if found.person_id == request.user.pk else redirect("people", slug=project.slug)


@screen(Action.ADMIN)
@require_POST
def withdraw(request: HttpRequest, project: Project, invitation: int) -> HttpResponse:
    """Void a link."""
    store.withdraw(get_object_or_404(Invitation, project=project, accepted=None, pk=invitation), request.user)
    messages.success(request, "The link no longer opens anything.")
    return redirect("people", slug=project.slug)


@sensitive_post_parameters("password")
@public
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Where a link of an invitation leads: a new account, or a click for who has one."""
    invitation = store.invitation_of(token)
    if invitation is None:
        return render(request, "people/join_over.html", status=404)
    said = {"invitation": invitation, "role": NAMES[Role(invitation.role)], "deeds": _deeds(Role(invitation.role))}
    owner = Person.objects.filter(email=invitation.email).first()
    if owner is None:
        if request.user.is_authenticated:
            return render(request, "people/join_other.html", said, status=403)
        return _join_new(request, invitation, said)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.user.pk != owner.pk:
        return render(request, "people/join_other.html", said, status=403)
    if request.method == "POST":
        store.accept(invitation, owner)
        return redirect("home", slug=invitation.project.slug)
    return render(request, "people/join.html", said)


def _join_new(request: HttpRequest, invitation: Invitation, said: dict[str, object]) -> HttpResponse:
    form = JoinForm(invitation.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        person = Person.objects.create_user(invitation.email, words["password"], name=words["name"])
        store.accept(invitation, person)
        home = reverse("home", args=[invitation.project.slug])
        return perform_login(request, Login(person, redirect_url=home))
    return render(request, "people/join.html", {**said, "form": form})


def _page(request: HttpRequest, project: Project, form: InviteForm, status: int = 200) -> HttpResponse:
    members = Member.objects.filter(project=project).select_related("person").order_by("joined", "pk")
    admins = sum(member.role == Role.ADMIN for member in members)
    said = {
        "members": members,
        "admins": admins,
        "pending": store.pending(project),
        "form": form,
        "roles": ROLES,
        "rights": [{"name": NAMES[role], "deeds": _deeds(role)} for role in Role],
    }
    return render(request, "people/people.html", said, status=status)


def _deeds(role: Role) -> list[str]:
    return [DEEDS[action] for action in Action if action in MAY[role]]


def _rights(member: Member) -> str:
    return "" if member.role != Role.ANALYST or member.may_personal else ", without single customers"
