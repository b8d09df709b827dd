"""How does somebody come into a project, get another role, and leave it? There is always one admin."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coterie.studio.accounts.models import Person, tidy
from coterie.studio.projects.events import record
from coterie.studio.projects.models import Invitation, Member, Project
from coterie.studio.projects.roles import NAMES, Role
from coterie.studio.projects.secrets import hash_of, new_token

DAYS = 7  # for which an invitation opens


class LastAdmin(Exception):
    """The project would be left without an admin."""


def invite(project: Project, email: str, role: Role, by: Person) -> tuple[Invitation, str]:
    """An invitation, and the token of its link, which is shown once; an open one for the same address is void."""
    token = new_token("in")
    with transaction.atomic():
        pending(project).filter(email=tidy(email)).delete()
        made = Invitation.objects.create(
            project=project,
            email=tidy(email),
            role=role.value,
            token_hash=hash_of(token),
            created_by=by,
            expires=timezone.now() + timedelta(days=DAYS),
        )
        record(project, by, "invited", NAMES[role], invitation=made.pk)
    return made, token


def pending(project: Project) -> QuerySet[Invitation]:
    """Invitations that still open."""
    return Invitation.objects.filter(project=project, accepted=None, expires__gt=timezone.now()).order_by("-created")


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link opens; None for one that is used, over or was never made."""
    found = Invitation.objects.filter(token_hash=hash_of(token), accepted=None, expires__gt=timezone.now())
    return found.select_related("project", "created_by").first()


def accept(invitation: Invitation, person: Person) -> Member | None:
    """Make the person a member, once; None where somebody else was quicker with the same link."""
    with transaction.atomic():
        open_ones = Invitation.objects.filter(pk=invitation.pk, accepted=None)
        if not open_ones.update(accepted=timezone.now()):
            return None
        member, made = Member.objects.get_or_create(
            project=invitation.project, person=person, defaults={"role": invitation.role}
        )
        if made:
            record(invitation.project, person, "joined", member.role_name, member=member.pk)
    return member


def withdraw(invitation: Invitation, by: Person) -> None:
    """Void a link that was not used."""
    record(invitation.project, by, "withdrew an invitation", NAMES[Role(invitation.role)], invitation=invitation.pk)
    invitation.delete()


def change(member: Member, role: Role, *, may_personal: bool, by: Person) -> bool:
    """Give a member another role or right; False where nothing is another. Raises LastAdmin."""
    with transaction.atomic():
        _hold(member.project)
        if role is not Role.ADMIN:
            _another_admin(member)
        before = (member.role, member.may_personal)
        if before == (role.value, may_personal):
            return False
        member.role, member.may_personal = role.value, may_personal
        member.save(update_fields=["role", "may_personal"])
        record(
            member.project, by, "changed a role", _called(member),
            was=before[0], role=role.value, single_customers=may_personal,
        )  # fmt: skip
    return True


def remove(member: Member, by: Person) -> None:
    """Take somebody out of the project; the account stays. Raises LastAdmin."""
    with transaction.atomic():
        _hold(member.project)
        _another_admin(member)
        record(member.project, by, "removed a member", _called(member), was=member.role)
        member.delete()


def _hold(project: Project) -> None:
    """Two admins who demote each other at the same moment come one after the other."""
    Project.objects.select_for_update().get(pk=project.pk)


def _another_admin(member: Member) -> None:
    admins = Member.objects.filter(project=member.project, role=Role.ADMIN.value, person__is_active=True)
    if member.role == Role.ADMIN and not admins.exclude(pk=member.pk).exists():
        raise LastAdmin


def _called(member: Member) -> str:
    return f"person {member.person_id}"
