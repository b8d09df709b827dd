"""COT-4xx: rejected rows."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = ()
