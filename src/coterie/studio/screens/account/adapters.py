"""What does the library for sign-in ask of us? Nobody signs up alone; secrets are sealed; what happens is recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from coterie.studio.accounts.address import address_of
from coterie.studio.projects.events import record
from coterie.studio.projects.secrets import decrypt, encrypt

SAID = {
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/logged_out.txt": "You are signed out.",
    "mfa/messages/totp_activated.txt": "Two-factor sign-in is on.",
    "mfa/messages/totp_deactivated.txt": "Two-factor sign-in is off.",
    "mfa/messages/recovery_codes_generated.txt": "New recovery codes are made. The old ones no longer work.",
}


class AccountAdapter(DefaultAccountAdapter):
    """How accounts are kept here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited, or made by the first account."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that all parts of the studio count by."""
        return address_of(request)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Write it down."""
        record(None, user, "signed in")
        return super().post_login(request, user, **more)

    def logout(self, request: HttpRequest) -> None:
        """Write it down, then let go."""
        if request.user.is_authenticated:
            record(None, request.user, "signed out")
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        """Write it down; the password itself is known to nobody."""
        super().set_password(user, password)
        record(None, user, "changed the password")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **more: Any
    ) -> None:
        """Our own words, where there is something to say."""
        words = SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, words)


class MfaAdapter(DefaultMFAAdapter):
    """How the second factor is kept here."""

    def encrypt(self, text: str) -> str:
        """Sealed with the key of the workspace."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with the key of the workspace."""
        return decrypt(encrypted_text)
