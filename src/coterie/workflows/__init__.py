"""The corridor: one verb a file.

A verb opens the engine, walks the datum from room to room and records what happened. It computes nothing: tables pass
through it unopened. Doors call nothing but these verbs.
"""

from coterie.workflows.analyze import analyze
from coterie.workflows.audience import Listed, audience
from coterie.workflows.browse import OpenStudy, Page, open_study
from coterie.workflows.compare import Compared, compare
from coterie.workflows.demo import DemoSources, demo, demo_sources
from coterie.workflows.doctor import doctor
from coterie.workflows.erase import erase, leave_out, redacted
from coterie.workflows.exporting import Exported, export_customers, export_evidence, export_personas, export_report
from coterie.workflows.fetch import DATABASES, fetch_table, list_tables
from coterie.workflows.inspect import inspect, save_mapping, told_by_columns
from coterie.workflows.loading import load_dataset, rejected_book
from coterie.workflows.options import PLAIN, REQUEST, Choice, choices, range_in_words
from coterie.workflows.personas import PersonBook, person_book
from coterie.workflows.pictures import illustration
from coterie.workflows.predict import Forecast, asked_of, predict
from coterie.workflows.refuse import check_out, record_refusal
from coterie.workflows.relations import relations
from coterie.workflows.score import Scored, check_list, score
from coterie.workflows.serving import Scorer, open_scorer
from coterie.workflows.study import Study
from coterie.workflows.words import request_of, words_of

__all__ = [
    "DATABASES",
    "PLAIN",
    "REQUEST",
    "Choice",
    "Compared",
    "DemoSources",
    "Exported",
    "Forecast",
    "Listed",
    "OpenStudy",
    "Page",
    "PersonBook",
    "Scored",
    "Scorer",
    "Study",
    "analyze",
    "asked_of",
    "audience",
    "check_list",
    "check_out",
    "choices",
    "compare",
    "demo",
    "demo_sources",
    "doctor",
    "erase",
    "export_customers",
    "export_evidence",
    "export_personas",
    "export_report",
    "fetch_table",
    "illustration",
    "inspect",
    "leave_out",
    "list_tables",
    "load_dataset",
    "open_scorer",
    "open_study",
    "person_book",
    "predict",
    "range_in_words",
    "record_refusal",
    "redacted",
    "rejected_book",
    "relations",
    "request_of",
    "save_mapping",
    "score",
    "told_by_columns",
    "words_of",
]
