"""The studio's settings for tests: a fresh workspace that is gone afterwards, quick password hashes, plain files."""

import atexit
import os
import shutil
import tempfile

_WORKSPACE = tempfile.mkdtemp(prefix="coterie-studio-test-")
atexit.register(shutil.rmtree, _WORKSPACE, ignore_errors=True)
os.environ["COTERIE_WORKSPACE"] = _WORKSPACE

from coterie.studio.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
