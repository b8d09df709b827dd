"""How is a person erased on the machine itself? From the whole workspace at once, whatever project she is in."""

import os
import sys
from importlib import import_module
from pathlib import Path

import django


def main(customer: str, workspace: Path) -> int:
    """Erase, print the receipt, and write down that it was done; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.studio.settings")
    django.setup()
    # The parent loads this file too and stays small: what is needed here alone is loaded here.
    erase = import_module("coterie.workflows").erase
    erasing, rewritten, compacting = (
        import_module(f"coterie.studio.runs.{name}") for name in ("erasing", "rewritten", "compacting")
    )
    day = import_module("django.utils.timezone").now().date().isoformat()
    told = erase(customer, workspace, **erasing.asked(None), on=day)
    rewritten.keep(told["files"])
    records, copies = erasing.clean(customer, None), erasing.drop_copies(customer)
    import_module("coterie.studio.projects.events").record(
        None, None, "erased a person", "", person=told["person"][:16], files=len(told["files"]), rows=told["rows"]
    )
    compacting.compact()
    more = [f"{records:,} records of the studio", f"{copies:,} old copies of its database deleted"]
    sys.stdout.write("\n".join([*told["lines"], *more]) + "\n")
    return 0
