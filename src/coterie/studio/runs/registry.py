"""Which kinds of jobs are there? Two files each: one runs in the child process, one lands the result.

`<package>.kinds.<kind>` has `run(arguments, work) -> dict` and calls verbs of `coterie.workflows`; it may not know
Django. `<package>.landing.<kind>` is called by the worker, inside the transaction that closes the job. The packages are
named in the setting `JOB_PACKAGES`.
"""

import re
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast

from django.conf import settings

from coterie.studio.runs.models import Job

USUAL = ("coterie.studio.runs",)
FILES = {"import": "load"}  # a kind whose name is a word of Python
NAME = re.compile(r"[a-z][a-z_]*")


class Landing(Protocol):
    """What the worker does for a kind, with the database at hand."""

    def prepare(self, job: Job) -> dict[str, Any]:
        """Everything that `run` needs: the job's own arguments, and what the records know. "folder" is where its
        files go, relative to the workspace; "folders" says it for each folder within.
        """

    def land(self, job: Job, result: dict[str, Any]) -> str:
        """Write the result into the records; the sentence that the page shows. A result with "refused" holds the
        problems because of which the data were not taken.
        """

    def stop(self, job: Job, message: str) -> None:
        """Write into the records that nothing came of it, because it failed or was cancelled."""


class Unknown(Exception):
    """No package has such a kind."""


class Unfit(Exception):
    """The job cannot begin as it was asked for; the words say why."""


def runs_in(kind: str) -> str:
    """The module that runs a kind in the child process. Raises Unknown."""
    return _module("kinds", kind)


def landing_of(kind: str) -> Landing:
    """The module that lands a kind. Raises Unknown."""
    return cast(Landing, import_module(_module("landing", kind)))


def _module(part: str, kind: str) -> str:
    packages = getattr(settings, "JOB_PACKAGES", USUAL)
    names = [f"{package}.{part}.{FILES.get(kind, kind)}" for package in packages] if NAME.fullmatch(kind) else []
    for name in names:
        if find_spec(name) is not None:
            return name
    raise Unknown(kind)
