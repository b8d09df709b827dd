"""How does one person leave? The verb `erase` on the files of a project; the receipt is the result."""

from typing import Any

from coterie import workflows
from coterie.studio.runs.work import Work


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Rewrite every file that holds the person, each in one move. A second attempt finds less to do and goes on.

    arguments    "customer"; "uploads", "results", "scope" and "on" as `workflows.erase` takes them.
    """
    return workflows.erase(
        arguments["customer"],
        work.workspace,
        uploads=arguments["uploads"],
        folders=arguments["results"],
        scope=arguments["scope"],
        on=arguments["on"],
        progress=work,
    )
