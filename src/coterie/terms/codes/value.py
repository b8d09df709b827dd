"""COT-8xx: value."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = ()
