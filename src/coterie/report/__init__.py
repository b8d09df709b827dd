"""Everything that is shown or written: figures, pages, files, for notebook, terminal and page alike.

The noun is ``Results``; the law: this room reckons nothing. Every number it shows is a statistic of the evidence or a
cell of a stored table, and nothing it writes depends on clock, order of rows or machine.
"""

from coterie.report import figures
from coterie.report.audiences import audience_columns, audience_lines, audience_summary
from coterie.report.files import plain, write_files, write_json, write_quality
from coterie.report.lists import check_ending, scored_columns, scored_lines, scored_summary, write_list
from coterie.report.metrics import metrics
from coterie.report.migrations import comparison_lines, comparison_summary, flow_columns, migration_columns
from coterie.report.page import pictures, render
from coterie.report.page.predict import render_prediction
from coterie.report.prediction import prediction_columns, prediction_metrics, prediction_summary, write_prediction
from coterie.report.tables import column_name, customer_columns, evidence_columns, scoreboard_columns, segment_columns
from coterie.report.terminal import notebook_html, summary

__all__ = [
    "audience_columns",
    "audience_lines",
    "audience_summary",
    "check_ending",
    "column_name",
    "comparison_lines",
    "comparison_summary",
    "customer_columns",
    "evidence_columns",
    "figures",
    "flow_columns",
    "metrics",
    "migration_columns",
    "notebook_html",
    "pictures",
    "plain",
    "prediction_columns",
    "prediction_metrics",
    "prediction_summary",
    "render",
    "render_prediction",
    "scoreboard_columns",
    "scored_columns",
    "scored_lines",
    "scored_summary",
    "segment_columns",
    "summary",
    "write_files",
    "write_json",
    "write_list",
    "write_prediction",
    "write_quality",
]
