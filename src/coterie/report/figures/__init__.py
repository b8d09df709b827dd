"""Charts: functions from results to a Plotly figure, one shape a file, the same for notebook, report and studio.

Each figure has a table function beside it that gives the very numbers it draws.
"""

from coterie.report.figures.alive import alive, alive_table
from coterie.report.figures.alive_history import alive_history, alive_history_table
from coterie.report.figures.clv import clv, clv_table
from coterie.report.figures.cohorts import brought, brought_table, retention, retention_table
from coterie.report.figures.criteria import criteria, criteria_table
from coterie.report.figures.customer_map import customer_map, customer_map_table, neighbour_map, neighbour_map_table
from coterie.report.figures.differences import differences, differences_table
from coterie.report.figures.forecasts import forecasts, forecasts_table
from coterie.report.figures.holdout_spend import holdout_spend, holdout_spend_table
from coterie.report.figures.joins import joins, joins_table
from coterie.report.figures.later import later, later_categories, later_categories_table, later_table
from coterie.report.figures.migration import migration, migration_table
from coterie.report.figures.months import months, months_table
from coterie.report.figures.profile import profile, profile_table
from coterie.report.figures.recency_frequency import recency_frequency, recency_frequency_table
from coterie.report.figures.scoreboard import scoreboard, scoreboard_table
from coterie.report.figures.size_value import size_value, size_value_table
from coterie.report.figures.stages import stages, stages_table
from coterie.report.figures.theme import CONFIG, DARK, SEGMENTS
from coterie.report.figures.tracking import tracking, tracking_table
from coterie.report.figures.trait_dots import trait_dots, trait_dots_table

__all__ = [
    "CONFIG",
    "DARK",
    "SEGMENTS",
    "alive",
    "alive_history",
    "alive_history_table",
    "alive_table",
    "brought",
    "brought_table",
    "clv",
    "clv_table",
    "criteria",
    "criteria_table",
    "customer_map",
    "customer_map_table",
    "differences",
    "differences_table",
    "forecasts",
    "forecasts_table",
    "holdout_spend",
    "holdout_spend_table",
    "joins",
    "joins_table",
    "later",
    "later_categories",
    "later_categories_table",
    "later_table",
    "migration",
    "migration_table",
    "months",
    "months_table",
    "neighbour_map",
    "neighbour_map_table",
    "profile",
    "profile_table",
    "recency_frequency",
    "recency_frequency_table",
    "retention",
    "retention_table",
    "scoreboard",
    "scoreboard_table",
    "size_value",
    "size_value_table",
    "stages",
    "stages_table",
    "tracking",
    "tracking_table",
    "trait_dots",
    "trait_dots_table",
]
