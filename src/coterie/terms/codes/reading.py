"""COT-2xx: reading files."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-201",
        "The file is empty",
        "The file has no bytes, or nothing but white space.",
        expected="a file with a header and rows",
        remedy="Export the file again, then retry",
    ),
)
