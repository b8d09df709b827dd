"""Everything remembered.

A result is a folder with a manifest. It is published whole or not at all; once published it does not change.
"""

from coterie.ledger.publishing import check_free, publish

__all__ = ["check_free", "publish"]
