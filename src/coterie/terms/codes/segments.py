"""COT-7xx: segments."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = ()
