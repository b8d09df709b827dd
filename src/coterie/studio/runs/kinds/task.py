"""How is a task of Django's Tasks API run? In a child like any job, the only kind that may use the database."""

from typing import Any

import django
from django.utils.module_loading import import_string

from coterie.studio.runs.work import Work


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Call the task's function with what it was given."""
    django.setup()
    return {"returned": import_string(arguments["task"]).call(*arguments["args"], **arguments["kwargs"])}
