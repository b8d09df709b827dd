"""What was brought, row by row? Every row is accepted, rejected with a reason, or a duplicate; nothing is analysed."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds import sources
from coterie.studio.runs.work import Work


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Read and judge all sources, and write the dataset's folder; of refused data nothing is written.

    Returns    "dataset" as `load_dataset` tells it, "mapping" as TOML; "left_out", how many people erased before
               were left out, and the "files" that were written anew for that.
    """
    left_out, files = workflows.leave_out(work.workspace, sources.uploads(arguments), arguments.get("scope", ""))
    arguments = {**arguments, "sources": sources.renamed(arguments["sources"], files)}
    words = sources.words(arguments, work)
    given = sources.by_kind(arguments["sources"], work)
    told = workflows.load_dataset(given, words, work.out, work)
    mapping = (work.out / "mapping.toml").read_text(encoding="utf-8")
    return {"dataset": told, "mapping": mapping, "left_out": left_out, "files": files}
