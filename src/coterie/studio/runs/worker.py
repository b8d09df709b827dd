"""Who does the jobs? `python -m coterie.studio.runs.worker`: takes one after the other until it is told to stop.

SIGTERM and SIGINT hand the running job back to the queue, so that another worker, or this one after a restart, begins
it anew. Any number of workers may run; they need nothing but the database and the workspace.
"""

import argparse
import logging
import os
import signal
import sys
from importlib import import_module
from threading import Event

import django

from coterie.studio.runs.present import EVERY, QUICK, SOME, Present

SETTINGS = "coterie.studio.settings"
ROOM = "coterie.studio.runs"


def main(words: list[str] | None = None) -> int:
    """Work until told to stop; the exit code."""
    said = _parser().parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    logging.getLogger(ROOM).setLevel(logging.INFO)
    stop = Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stop.set())
    # their models can be loaded only now
    loop, queue, settings = (import_module(name) for name in (f"{ROOM}.loop", f"{ROOM}.queue", "django.conf"))
    only = frozenset(queue.URGENT) if said.quick else frozenset(said.only)
    here = Present(settings.settings.WORKSPACE, QUICK if said.quick else SOME if only else EVERY)
    loop.run(stop, here, lease=said.lease, only=only, until_empty=said.until_empty)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"{ROOM}.worker", description="Does the jobs of the studio.")
    usual = float(os.environ.get("COTERIE_LEASE", "30"))
    parser.add_argument("--lease", type=float, default=usual, help="seconds after which a silent worker is given up")
    parser.add_argument("--only", nargs="*", default=[], metavar="KIND", help="take jobs of these kinds alone")
    parser.add_argument("--quick", action="store_true", help="take only jobs that somebody waits for at a page")
    parser.add_argument("--until-empty", action="store_true", help="leave when no job waits or runs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
