"""What did an earlier study say of these customers? Its segments are continued, its customers are followed."""

from coterie import features, ledger, report
from coterie.engine import Engine
from coterie.methods import segments
from coterie.terms import CustomerTable, Problem, Request, SavedStudy, Segmentation, WrongWords


def earlier(request: Request) -> SavedStudy | None:
    """The study named by ``--previous``, None where none was.

    Raises    WrongWords (COT-911, COT-912).
    """
    if request.previous is None:
        return None
    study = ledger.read_study(request.previous)
    if not study.segments:
        raise WrongWords(Problem("COT-912", f"the study in {request.previous} found no groups"))
    return study


def continued(found: Segmentation, table: CustomerTable, study: SavedStudy | None) -> Segmentation:
    """The segmentation with the ids of the segments that it continues."""
    return found if study is None else segments.continued(found, table, study)


def followed(engine: Engine, table: CustomerTable, found: Segmentation, study: SavedStudy | None) -> CustomerTable:
    """The table with each customer's reasons, extremes and next step and, after an earlier study, her segment there."""
    table = segments.with_extremes(segments.with_steps(table, found), found)
    if study is None:
        return table
    customers = features.customers_of(ledger.read_customers(engine, study), study, report.column_name)
    return segments.with_previous(table, found, study, customers)
