"""Is anybody there yet? The first account is made once, by whoever starts the studio."""

import hmac

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from coterie.studio.accounts.models import Person


def nobody() -> bool:
    """Has no account been made yet?"""
    return not Person.objects.exists()


def token_fits(given: str) -> bool:
    """Is this the token that the terminal has shown? Without one in force every word fits."""
    wanted = settings.SETUP_TOKEN
    return not wanted or hmac.compare_digest(wanted.encode(), given.strip().encode())


def first_person(email: str, name: str, password: str) -> Person | None:
    """Make the first account, which keeps the studio; None where somebody was quicker.

    A row that every database of the studio has is locked meanwhile, so that two visitors cannot both be first.
    """
    with transaction.atomic():
        list(ContentType.objects.select_for_update().filter(app_label="accounts", model="person"))
        if not nobody():
            return None
        return Person.objects.create_superuser(email, password, name=name)
