"""How does somebody come in again when nobody can sign in? On the machine itself, with a one-time link."""

import os
import sys
from importlib import import_module

import django


def main(email: str, address: str) -> int:
    """Print a link that sets a new password, once, within a day; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.studio.settings")
    django.setup()
    models = import_module("coterie.studio.accounts.models")  # models can be loaded only now
    person = models.Person.objects.filter(email=models.tidy(email), is_active=True).first()
    if person is None:
        sys.stderr.write(f"Nobody here has the address {email}.\n")
        return 2
    links = import_module("coterie.studio.screens.account.links")
    import_module("coterie.studio.projects.events").record(None, None, "made a reset link", f"person {person.pk}")
    sys.stdout.write(f"{address}{links.reset_path(person)}\n")
    return 0
