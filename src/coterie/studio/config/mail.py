"""How is mail sent? By the server that COTERIE_SMTP names; without one, no mail is sent and pages say so."""

from typing import Any
from urllib.parse import unquote, urlsplit


def mail(address: str, sender: str) -> dict[str, Any]:
    """Django's settings for an address such as `smtp://name:secret@host:587` (STARTTLS) or `smtps://host` (TLS).

    >>> mail("", "")["MAIL"]
    False
    >>> mail("smtps://ann:x@post.example", "studio@shop.example")["EMAIL_PORT"]
    465
    """
    if not address:
        return {"MAIL": False, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(address)
    whole = parts.scheme == "smtps"
    return {
        "MAIL": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if whole else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": whole,
        "EMAIL_USE_TLS": not whole and parts.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender or f"coterie@{parts.hostname}",
    }
