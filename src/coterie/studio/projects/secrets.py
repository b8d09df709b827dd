"""How are secrets kept? Encrypted with a key that lies outside the database; tokens only as a hash."""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PREFIX = 8  # characters of a token by which a person recognises it


def _key(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose, drawn from the studio's secret, so that no two purposes share one."""
    return _derived(settings.SECRET_KEY, purpose)


@lru_cache(maxsize=16)
def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"coterie {purpose}".encode(), hashlib.sha256).digest()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key("secrets")))


def encrypt(text: str) -> str:
    """The text, readable only with the key of this workspace."""
    return _fernet().encrypt(text.encode()).decode("ascii")


def decrypt(sealed: str) -> str:
    """What was encrypted here.

    Raises:
        ValueError: sealed with another key, or changed since.
    """
    try:
        return _fernet().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeEncodeError) as wrong:
        raise ValueError("This secret was sealed with another key than that of this workspace.") from wrong


def new_token(kind: str = "ck") -> str:
    """A token that nobody can guess (256 bits), such as `ck_Jx3...`; shown once, kept as `hash_of`."""
    return f"{kind}_{secrets.token_urlsafe(32)}"


def hash_of(token: str) -> str:
    """The keyed hash under which a token is stored: 64 hexadecimal digits."""
    return hmac.new(_key("tokens"), token.encode(), hashlib.sha256).hexdigest()


def prefix_of(token: str) -> str:
    """The beginning of a token, kind and a few characters, by which a person recognises it."""
    kind, _, rest = token.partition("_")
    return f"{kind}_{rest[:PREFIX]}"
