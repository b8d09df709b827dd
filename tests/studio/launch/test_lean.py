"""Do the processes that only wait stay small? None of them loads the verbs, which weigh four times as much."""

import subprocess
import sys

import pytest

SETTINGS = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'coterie.studio.settings'; django.setup()"
TICKS = """
from importlib import import_module
from pkgutil import iter_modules
from django.conf import settings
from django.utils.module_loading import import_string
import coterie.studio.runs.loop
import coterie.studio.runs.landing as landing
for name in (*settings.JOB_TICKS, *settings.JOB_ENDED):
    import_string(name)
for each in iter_modules(landing.__path__):
    if each.name != "erase":  # erases by a verb of its own, and is seldom
        import_module(f"{landing.__name__}.{each.name}")
"""
SAID = "import sys; print([name for name in ('coterie.workflows', 'duckdb', 'numpy') if name in sys.modules])"


@pytest.mark.parametrize("loads", ["import coterie.studio.__main__", f"{SETTINGS}\n{TICKS}"], ids=["parent", "worker"])
def test_who_waits_has_not_loaded_the_verbs(loads: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTERIE_WORKSPACE", str(tmp_path))
    done = subprocess.run([sys.executable, "-c", f"{loads}\n{SAID}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
