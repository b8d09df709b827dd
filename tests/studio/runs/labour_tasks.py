"""Tasks and ticks for tests."""

import logging

from django_tasks import task


@task()
def add(a, b):
    return a + b


def with_context_is_refused():
    return task(takes_context=True)(_wants_context)


def _wants_context(context):
    return context


def fails():
    raise RuntimeError("a tick that fails")


def rings():
    logging.getLogger("coterie.studio.runs").warning("rang")
