"""COT-5xx: quality of the data."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = ()
