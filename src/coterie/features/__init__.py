"""Canonical tables to one row a customer: every column a trait with its unit and exact definition.

``prepare`` passes over the lines once and leaves compact tables; everything else reads those, so that many as-of days
cost one scan. All reckoning is in named SQL steps; a module lists its own in ``STEPS``. Traits of a day know nothing
that came after it, and nothing here knows a model.
"""

from coterie.features.again import customers_of, plain_mapping, table_again, window_again
from coterie.features.ageing import states_of, summary_of
from coterie.features.attributes import attributes, told_at_sight
from coterie.features.bands import band_labels, band_of, quantile_edges, supervised_edges, with_bands
from coterie.features.btyd import btyd_of_lines, btyd_summary
from coterie.features.calendar import timeline
from coterie.features.evidence import evidence
from coterie.features.facts import prepare
from coterie.features.journeys import arrivals, journeys, purchase_days_of
from coterie.features.months import customer_days_of, shop_months
from coterie.features.relations import numbers_of, relations
from coterie.features.release import release_described, release_followed
from coterie.features.slices import slices
from coterie.features.stages import usual_gap
from coterie.features.table import customer_table
from coterie.features.told import summary_of_told, table_of_told
from coterie.features.where import where

__all__ = [
    "arrivals",
    "attributes",
    "band_labels",
    "band_of",
    "btyd_of_lines",
    "btyd_summary",
    "customer_days_of",
    "customer_table",
    "customers_of",
    "evidence",
    "journeys",
    "numbers_of",
    "plain_mapping",
    "prepare",
    "purchase_days_of",
    "quantile_edges",
    "relations",
    "release_described",
    "release_followed",
    "shop_months",
    "slices",
    "states_of",
    "summary_of",
    "summary_of_told",
    "supervised_edges",
    "table_again",
    "table_of_told",
    "timeline",
    "told_at_sight",
    "usual_gap",
    "where",
    "window_again",
    "with_bands",
]
