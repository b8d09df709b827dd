"""What holds for all tests: examples are the same on every run, and pages are opened in one browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("coterie", derandomize=True, deadline=None)  # a failure can be repeated
settings.load_profile("coterie")

BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser, started once a process: a second one would find the loop of the first.

    That loop makes Django think that it runs inside of one.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((each for each in BROWSERS if Path(each).exists()), None)
    if path is None:
        pytest.skip("needs Chromium, which is not installed here")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = play.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()
