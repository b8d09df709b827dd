"""What holds for all tests: examples are the same on every run, and pages are opened in one browser."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from patience import SLOW

# A failure can be repeated, and a busy machine is none.
UNHURRIED = [HealthCheck.too_slow]
settings.register_profile("coterie", derandomize=True, deadline=None, suppress_health_check=UNHURRIED)
settings.load_profile("coterie")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")  # as in scripts/browser
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser, started once a process: a second one would find the loop of the first.

    That loop makes Django think that it runs inside of one.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("needs Chromium, which is not installed here")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = play.chromium.launch(executable_path=path, args=FLAGS, timeout=SLOW)
        playwright.expect.set_options(timeout=SLOW)
        yield running
        running.close()
