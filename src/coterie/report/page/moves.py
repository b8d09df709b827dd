"""How do the moves between two studies become one page? The answer, the bands from group to group, and their table."""

from typing import Any

from coterie.report.figures import migration, migration_table
from coterie.report.migrations import remarks, totals
from coterie.report.page.charts import Chart, drawn
from coterie.report.page.numbers import Numbers
from coterie.report.page.pictures import told_chart
from coterie.report.page.shell import page
from coterie.terms import Comparison, Evidence
from coterie.terms.numbers import day

CAPTION = (
    "A band is as thick as it has customers, in the colour of the group that they come from. Each move is split into "
    "changed behaviour, a changed model, and ageing: time that went by without an order."
)


def render_comparison(found: Comparison) -> str:
    """The comparison of two studies: one self-contained HTML page that asks nothing of any server."""
    first, *rest = totals(found)
    bands = _bands(found)
    days = [each.window.as_of for each in (found.older, found.newer) if each.window is not None]
    return page(
        "compare.html.j2",
        None,
        heading=first,
        subtitle=f"From {day(days[0])} to {day(days[1])}" if len(days) == 2 else "",
        lines=[each.strip() for each in rest],
        bands=bands,
        notes=remarks(found),
    )


def migration_picture(found: Comparison) -> dict[str, Any] | None:
    """The bands as :func:`coterie.report.pictures` tells a figure; None where no customer is in either study."""
    bands = _bands(found)
    return None if bands is None else told_chart(bands)


def _bands(found: Comparison) -> Chart | None:
    if not found.flows:
        return None
    table, title = migration_table(found), "Who moved where"
    return drawn("migration", title, migration(found), table, Numbers(Evidence()), CAPTION, wide=True)
