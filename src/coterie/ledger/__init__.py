"""Everything remembered.

A result is a folder with a manifest. It is published whole or not at all; once published it does not change. What was
published is read back as a :class:`coterie.terms.SavedStudy`.
"""

from coterie.ledger.book import Book
from coterie.ledger.browsing import Folder, Tables, known, plain_row, search, these, within, within_any
from coterie.ledger.erasures import KEY as ERASURE_KEY
from coterie.ledger.erasures import Erasures
from coterie.ledger.forgetting import Changed, Token, digest, forget_in
from coterie.ledger.publishing import check_free, publish, publish_file
from coterie.ledger.reading import mapping_of, read_customers, read_number, read_study

__all__ = [
    "ERASURE_KEY",
    "Book",
    "Changed",
    "Erasures",
    "Folder",
    "Tables",
    "Token",
    "check_free",
    "digest",
    "forget_in",
    "known",
    "mapping_of",
    "plain_row",
    "publish",
    "publish_file",
    "read_customers",
    "read_number",
    "read_study",
    "search",
    "these",
    "within",
    "within_any",
]
