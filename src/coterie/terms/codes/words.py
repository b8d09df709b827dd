"""COT-1xx: words of a command."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-101",
        "No such engine",
        "The address after --engine names a database that this version cannot run on.",
        expected="duckdb://",
        remedy="Leave --engine away to use DuckDB inside the process",
    ),
)
