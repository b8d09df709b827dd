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

SETTINGS = "coterie.studio.settings"


def main(words: list[str] | None = None) -> int:
    """Work until told to stop; the exit code."""
    said = _parser().parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    logging.getLogger("coterie.studio.runs").setLevel(logging.INFO)
    stop = Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: stop.set())
    loop = import_module("coterie.studio.runs.loop")  # its models can be loaded only now
    loop.run(stop, lease=said.lease, only=frozenset(said.only), until_empty=said.until_empty)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("coterie.studio.runs.worker", description="Does the jobs of the studio.")
    usual = float(os.environ.get("COTERIE_LEASE", "30"))
    parser.add_argument("--lease", type=float, default=usual, help="seconds after which a silent worker is given up")
    parser.add_argument("--only", nargs="*", default=[], metavar="KIND", help="take jobs of these kinds alone")
    parser.add_argument("--until-empty", action="store_true", help="leave when no job waits or runs")
    return parser


if __name__ == "__main__":
    sys.exit(main())
