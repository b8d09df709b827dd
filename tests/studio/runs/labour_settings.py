"""The studio's own settings with jobs for tests, and a clock that may go wrong by LABOUR_SKEW seconds."""

import os
import time
from datetime import timedelta

from django.utils import timezone

from coterie.studio.settings import *  # noqa: F403

JOB_PACKAGES = ("coterie.studio.runs", "jobkinds")
SKEW = float(os.environ.get("LABOUR_SKEW", "0"))
if SKEW:
    _now, _time = timezone.now, time.time
    timezone.now = lambda: _now() + timedelta(seconds=SKEW)
    time.time = lambda: _time() + SKEW
