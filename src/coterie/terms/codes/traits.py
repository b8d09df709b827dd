"""COT-6xx: days and traits."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = ()
