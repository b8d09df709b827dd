"""How does one set a new password without knowing the old one? By a link that works once, for a day."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from coterie.studio.accounts.models import Person


def reset_path(person: Person) -> str:
    """The path of a link; it no longer works once the password has changed."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return str(reverse("account_reset_password_from_key", kwargs={"uidb36": "x", "key": "y"})).replace("x-y", key)
