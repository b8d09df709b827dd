"""Who comes in, and how? The first account, one-time reset links, the profile and its theme."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.views import password_reset
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.studio.accounts.first import first_person, nobody
from coterie.studio.accounts.models import Person
from coterie.studio.projects.access import keeper, public, signed_in
from coterie.studio.projects.events import record
from coterie.studio.projects.making import new_project
from coterie.studio.runs.bringing import bring
from coterie.studio.screens.account.forms import ProfileForm, SetupForm
from coterie.studio.screens.account.links import reset_path
from coterie.studio.shell.context import THEME

YEAR = 365 * 24 * 3600


@public
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first account and its project; once there is an account, this page is gone."""
    if not nobody():
        return redirect("start")
    form = SetupForm(request.POST or None, initial={"token": request.GET.get("token", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        person = first_person(said["email"], said["name"], said["password"])
        if person is None:
            return redirect("start")
        record(None, person, "made the first account")
        project = new_project(said["project"], person)
        bring(project, person)
        return perform_login(request, Login(person, redirect_url=reverse("home", args=[project.slug])))
    return render(request, "account/setup.html", {"form": form})


@public
def forgotten(request: HttpRequest) -> HttpResponse:
    """A new password: by mail where there is a mail server, else it is said who can hand out a link."""
    if settings.MAIL:
        return password_reset(request)
    keepers = Person.objects.filter(is_staff=True, is_active=True).count()
    return render(request, "account/forgotten.html", {"keepers": keepers})


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, password, two-factor, theme."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("profile")
    factors = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
    return render(request, "account/profile.html", {"form": form, "two_factor": factors, "title": "Your profile"})


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the device is set; kept in a cookie, so that the first paint is right."""
    choice = request.POST.get("theme", "")
    answer = redirect(_back(request))
    if choice in ("light", "dark"):
        answer.set_cookie(THEME, choice, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.PRODUCTION)
    else:
        answer.delete_cookie(THEME, samesite="Lax")
    return answer


@keeper
@require_GET
def reset_links(request: HttpRequest) -> HttpResponse:
    """Everybody who has an account, with a button that makes a one-time link."""
    people = Person.objects.order_by("email")
    with_factor = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True))
    rows = [{"person": person, "two_factor": person.pk in with_factor} for person in people]
    return render(request, "account/reset_links.html", {"rows": rows})


@keeper
@require_POST
def make_reset_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A link by which this person sets a new password, once, within a day; shown once."""
    person = get_object_or_404(Person, pk=pk, is_active=True)
    record(None, request.user, "made a reset link", f"person {person.pk}")
    return render(
        request, "account/reset_link.html", {"person": person, "link": request.build_absolute_uri(reset_path(person))}
    )


@keeper
@require_POST
def drop_two_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor from somebody who has lost her telephone."""
    person = get_object_or_404(Person, pk=pk)
    Authenticator.objects.filter(user=person).delete()
    record(None, request.user, "took two-factor away", f"person {person.pk}")
    messages.success(request, f"{person.shown} signs in with the password alone until two-factor is set up again.")
    return redirect("reset_links")


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"
