"""What do the records say of files that were rewritten without somebody? Their new size, check sum and name."""

from collections.abc import Iterable, Mapping
from typing import Any

from coterie.studio.projects.models import Source


def keep(files: Iterable[Mapping[str, Any]]) -> None:
    """Write down what became of uploaded files, as `workflows.erase` and `workflows.leave_out` tell it."""
    for file in files:
        if "size" not in file:
            continue
        for source in Source.objects.filter(path=file["path"]):
            source.size = source.received = file["size"]
            source.sha256 = file["after"]
            if file.get("ending"):
                source.name = source.name.rpartition(".")[0] + file["ending"]
            source.save(update_fields=["size", "received", "sha256", "name"])
