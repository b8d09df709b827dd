"""Everything remembered.

A result is a folder with a manifest. It is published whole or not at all; once published it does not change. What was
published is read back as a :class:`coterie.terms.SavedStudy`.
"""

from coterie.ledger.book import Book
from coterie.ledger.browsing import Folder, Tables, plain_row, search, within
from coterie.ledger.publishing import check_free, publish, publish_file
from coterie.ledger.reading import mapping_of, read_customers, read_number, read_study

__all__ = [
    "Book",
    "Folder",
    "Tables",
    "check_free",
    "mapping_of",
    "plain_row",
    "publish",
    "publish_file",
    "read_customers",
    "read_number",
    "read_study",
    "search",
    "within",
]
