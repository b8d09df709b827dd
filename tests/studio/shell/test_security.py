"""What protects a page? Its heads, the settings for production, and errors that show nothing."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import OperationalError
from django.template import TemplateDoesNotExist, engines
from django.test import Client
from django.urls import resolve

from coterie.studio.config.policy import EMPTY_STYLE
from coterie.studio.projects.models import Project
from coterie.studio.screens.home import views
from coterie.studio.shell import errors, formats
from coterie.terms.numbers import number as report_number

STUDIO = Path(views.__file__).parents[2]
TEMPLATES = sorted(STUDIO.rglob("templates/**/*.html"))


def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(db: None) -> None:
    answer = Client().get("/setup/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "form-action 'self'" in policy
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_one_style_that_is_let_in_is_the_empty_one() -> None:
    digest = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    assert f"'sha256-{digest}'" == EMPTY_STYLE


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(STUDIO)) for path in TEMPLATES])
def test_a_template_has_no_inline_style_or_script_and_names_no_other_site(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<style|javascript:|hx-on|\|safe\b|autoescape off", text)
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", text)
    engines["django"].from_string(text)


def test_the_profile_for_production_leaves_nothing_for_djangos_own_check_to_say(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COTERIE_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **kept,
            "COTERIE_WORKSPACE": str(tmp_path),
            "COTERIE_PROFILE": "production",
            "COTERIE_HOSTS": "studio.shop.example",
            "DJANGO_SETTINGS_MODULE": "coterie.studio.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_name_that_is_not_ours_is_refused(db: None) -> None:
    assert Client().get("/setup/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_from_another_page_is_refused_in_our_words(project: Project) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/sign-in/", {"login": "a@b.c", "password": "x"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (RuntimeError("secret 4711"), 500, "Something went wrong here"),
        (OperationalError("no route to db:5432"), 503, "Back in a moment"),
    ],
)
def test_a_fault_shows_a_sentence_and_nothing_of_itself(
    fault: Exception,
    status: int,
    words: str,
    project: Project,
    studio_client: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr(views, "facts_of", broken)
    client = studio_client("viewer")
    client.raise_request_exception = False
    answer = client.get("/p/corner-shop/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert str(fault) not in page
    assert "Traceback" not in page
    assert '<a class="button" href="">Try again</a>' in page
    if status == 503:
        assert answer.headers["Retry-After"] == "30"


def test_where_even_the_page_of_an_error_is_broken_the_words_are_told(
    project: Project, studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> str:
        raise TemplateDoesNotExist("shell/error.html")

    monkeypatch.setattr(errors, "render_to_string", gone)
    answer = studio_client("viewer").get("/p/corner-shop/nowhere/")
    assert answer.status_code == 404
    assert "<p>There is no such page</p>" in answer.content.decode()
    assert "shell/error.html" not in answer.content.decode()


def test_health_is_one_line_for_machines(db: None) -> None:
    assert Client().get("/health/").json() == {"status": "ok"}
    assert resolve("/health/").url_name == "health"


def test_a_number_is_said_as_the_report_says_it() -> None:
    for value in (0, 0.0004, 0.042, 0.411, 0.9996, 1, -0.3, 3.6, 12.5, 99.96, 310_000, 8_911_407.9, 2.5e9, -17):
        assert formats.share(value) == report_number(value, "share")
        assert formats.money(value) == report_number(value, "currency")
        for unit in ("ratio", "sd", "whole", ""):
            assert formats.number(value, unit) == report_number(value, unit)
