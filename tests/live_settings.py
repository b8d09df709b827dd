"""The studio's settings for a real server that tests call as fast as they can."""

from coterie.studio.settings import *  # noqa: F403

API_RATES = dict.fromkeys(("score", "read", "run", "edit", "pii"), 10_000_000)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
