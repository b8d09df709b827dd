"""The studio's settings for tests: a fresh workspace that is gone afterwards, quick password hashes, plain files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_PLACE = Path(tempfile.mkdtemp(prefix="coterie-studio-test-"))
atexit.register(shutil.rmtree, _PLACE, ignore_errors=True)
_WORKSPACE = _PLACE / "workspace"
_WORKSPACE.mkdir(mode=0o700)
os.environ["COTERIE_WORKSPACE"] = str(_WORKSPACE)

from coterie.studio.settings import *  # noqa: E402, F403

# A file, as the studio itself has it: in memory, the threads of a live server would share one connection with the test.
DATABASES = {"default": {**DATABASES["default"], "TEST": {"NAME": str(_PLACE / "tests.sqlite3")}}}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
