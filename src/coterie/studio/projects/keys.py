"""Which program calls? Keys are made here, shown once, known by their hash, and end when somebody says so."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.config.brief import Brief
from coterie.studio.projects.events import record
from coterie.studio.projects.models import ApiKey, Project
from coterie.studio.projects.secrets import hash_of, new_token, prefix_of

SCOPES = {
    "read": "Read studies, segments and personas: groups, never one person",
    "score": "Score customers: in which segment, and what they are worth",
    "edit": "Edit personas",
    "run": "Bring data, start analyses, set webhooks, read the log",
    "pii": "Read single customers: members of segments and one customer's row",
}
REMEMBERED = 2  # seconds for which a server process believes what it has read of a key
WRITTEN_EVERY = timedelta(minutes=1)  # the last use is not written on each call
_known = Brief[ApiKey](REMEMBERED)  # by hash


def make_key(
    project: Project, person: Person, name: str, scopes: Iterable[str], expires: datetime | None
) -> tuple[ApiKey, str]:
    """A new key and its token, which is told this once.

    Raises:
        ValueError: a scope that is none.
    """
    asked = [scope for scope in SCOPES if scope in set(scopes)]
    if not asked or set(scopes) - set(SCOPES):
        raise ValueError(f"scopes are some of {', '.join(SCOPES)}")
    token = new_token()
    key = ApiKey.objects.create(
        project=project,
        name=name.strip(),
        prefix=prefix_of(token),
        hash=hash_of(token),
        scopes=asked,
        expires=expires,
        created_by=person,
    )
    record(project, person, "made a key", key.name, prefix=key.prefix, scopes=asked)
    return key, token


def revoke(key: ApiKey, person: Person) -> None:
    """It opens nothing any more; twice is as good as once."""
    if ApiKey.objects.filter(pk=key.pk, revoked=None).update(revoked=timezone.now()):
        _known.drop(key.hash)
        record(key.project, person, "revoked a key", key.name, prefix=key.prefix)


def key_of(token: str) -> ApiKey | None:
    """The living key of a token, with its project; None for one that opens nothing."""
    if not token.isascii() or not 20 <= len(token) <= 100:
        return None
    told = hash_of(token)
    key = _known.get(told)
    if key is None:
        key = ApiKey.objects.select_related("project").filter(hash=told).first()
        if key is not None:
            _known.put(told, key)
    return key if key is not None and key.alive else None


def used(key: ApiKey) -> None:
    """Remember that it was used now, to the minute."""
    now = timezone.now()
    if key.last_used is None or now - key.last_used >= WRITTEN_EVERY:
        key.last_used = now
        ApiKey.objects.filter(pk=key.pk).update(last_used=now)
