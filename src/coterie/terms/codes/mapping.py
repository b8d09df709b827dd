"""COT-3xx: mapping columns."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = ()
