"""What does a kind of job hold while it runs? Its arguments, a folder to write to, and somebody to tell.

This file is for the child process: it knows neither Django nor a database.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

TABLE = "table.csv"  # what a table of a database is called that was read


class Work:
    """The progress that verbs of `coterie.workflows` tell, and the places where a job reads and writes.

    workspace   folder of the studio; every path in the arguments is relative to it.
    out         a folder of this attempt alone. What lies in it is put in its place in one move when the job is done.
    kept        what earlier attempts kept, by step.
    """

    def __init__(self, workspace: Path, out: Path, kept: Mapping[str, Any], told: TextIO) -> None:
        self.workspace = workspace
        self.out = out
        self.kept = dict(kept)
        self._told = told

    def step(self, name: str, done: int, total: int) -> None:
        """A step begins: its name in plain words, how many are done, how many there are."""
        self._say({"step": name, "done": done, "total": total})

    def after(self, steps: int) -> "Later":
        """A progress for a part of the work, before which so many steps are done."""
        return Later(self, steps)

    def rows(self, done: int) -> None:
        """So many rows of the present step are done."""
        self._say({"rows": done})

    def keep(self, step: str, value: Any, done: int, total: int) -> None:
        """A step is done, and its outcome shall not be lost when this process is: the next attempt finds it."""
        self.kept[step] = value
        self._say({"keep": step, "value": value, "done": done, "total": total})

    def inside(self, path: str) -> Path:
        """A path of the workspace.

        Raises:
            ValueError: it leads out of the workspace.
        """
        found = (self.workspace / path).resolve()
        if not found.is_relative_to(self.workspace.resolve()):
            raise ValueError(f"{path} lies outside the workspace")
        return found

    def _say(self, line: Mapping[str, Any]) -> None:
        self._told.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._told.flush()


@dataclass(frozen=True)
class Later:
    """Tells the steps of a verb as steps of a longer work."""

    work: Work
    before: int

    def step(self, name: str, done: int, total: int) -> None:
        """A step of the part begins."""
        self.work.step(name, self.before + done, self.before + total)
