"""Everything that is shown or written: figures, pages, files, for notebook, terminal and page alike.

The noun is ``Results``; the law: this room reckons nothing. Every number it shows is a statistic of the evidence or a
cell of a stored table, and nothing it writes depends on clock, order of rows or machine.
"""

from coterie.report import figures
from coterie.report.alive_path import alive_path
from coterie.report.audiences import audience_columns, audience_lines, audience_summary, list_order
from coterie.report.comings import COMINGS, comings
from coterie.report.customers import FORMS as CUSTOMER_FORMS
from coterie.report.customers import chosen, consenting, write_customers
from coterie.report.files import plain, write_files, write_json, write_quality
from coterie.report.left_out import rejected_book
from coterie.report.lists import check_ending, scored_columns, scored_lines, scored_rows, scored_summary, write_list
from coterie.report.loaded import write_dataset
from coterie.report.metrics import metrics
from coterie.report.migrations import comparison_lines, comparison_summary, flow_columns, migration_columns
from coterie.report.onward import month_columns
from coterie.report.order_path import order_days, order_path
from coterie.report.outcomes import described
from coterie.report.overview import segments_of, study_summary
from coterie.report.page import picture, picture_seed, pictures, render
from coterie.report.page.moves import migration_picture, render_comparison
from coterie.report.page.predict import render_prediction
from coterie.report.pdf import people_pdf, study_pdf
from coterie.report.prediction import prediction_columns, prediction_metrics, prediction_summary, write_prediction
from coterie.report.sheets import Sheets, sheets
from coterie.report.shown import shown_statistic
from coterie.report.spread import SPREAD, bin_edges, counted, listed, plain_trait, spread
from coterie.report.tables import column_name, customer_columns, evidence_columns, scoreboard_columns, segment_columns
from coterie.report.terminal import notebook_html, summary
from coterie.report.writing import people_html, people_markdown, people_plain

__all__ = [
    "COMINGS",
    "CUSTOMER_FORMS",
    "SPREAD",
    "Sheets",
    "alive_path",
    "audience_columns",
    "audience_lines",
    "audience_summary",
    "bin_edges",
    "check_ending",
    "chosen",
    "column_name",
    "comings",
    "comparison_lines",
    "comparison_summary",
    "consenting",
    "counted",
    "customer_columns",
    "described",
    "evidence_columns",
    "figures",
    "flow_columns",
    "list_order",
    "listed",
    "metrics",
    "migration_columns",
    "migration_picture",
    "month_columns",
    "notebook_html",
    "order_days",
    "order_path",
    "people_html",
    "people_markdown",
    "people_pdf",
    "people_plain",
    "picture",
    "picture_seed",
    "pictures",
    "plain",
    "plain_trait",
    "prediction_columns",
    "prediction_metrics",
    "prediction_summary",
    "rejected_book",
    "render",
    "render_comparison",
    "render_prediction",
    "scoreboard_columns",
    "scored_columns",
    "scored_lines",
    "scored_rows",
    "scored_summary",
    "segment_columns",
    "segments_of",
    "sheets",
    "shown_statistic",
    "spread",
    "study_pdf",
    "study_summary",
    "summary",
    "write_customers",
    "write_dataset",
    "write_files",
    "write_json",
    "write_list",
    "write_prediction",
    "write_quality",
]
