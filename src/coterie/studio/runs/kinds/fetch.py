"""What stands in a table of a database? It is written as a file, which is then read like any upload."""

import hashlib
from typing import Any

from coterie import workflows
from coterie.studio.runs.work import TABLE, Work


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Fetch the table.

    arguments    "url", "address", "table", "most".
    Returns      "rows", "size" and "sha256" of the file.
    """
    work.step("Reading the table", 0, 1)
    path = work.out / TABLE
    work.out.mkdir(exist_ok=True)
    rows = workflows.fetch_table(
        arguments["url"],
        arguments["table"],
        path,
        address=arguments["address"],
        most=arguments["most"],
        told=work.rows,
    )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"rows": rows, "size": path.stat().st_size, "sha256": digest}
