"""COT-3xx: mapping columns."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-301",
        "No date column was found",
        "Orders need a day. No column has a name or values that could be read as one.",
        expected="a column with the day of the order, written as 2024-12-31 or 31.12.2024",
        remedy="Name it: --map orders.ordered_at=COLUMN",
    ),
    Code(
        "COT-302",
        "No customer column was found",
        "Segments are made of customers. No column could be told to hold a customer number.",
        expected="a column with a customer number or e-mail",
        remedy="Name it: --map orders.customer_id=COLUMN",
    ),
    Code(
        "COT-303",
        "Day and month cannot be told apart",
        "Every date in the column can be read day first and month first. Reading it the wrong way gives wrong dates "
        "without an error, so nothing is guessed.",
        expected="at least one date with a day above 12",
        remedy="Say which it is: --map orders.dates=dmy for day first, --map orders.dates=mdy for month first",
    ),
    Code(
        "COT-304",
        "Dates are written in two orders",
        "Some dates can only be day first, others only month first. One rule cannot read both.",
        expected="one way of writing dates in one column",
        remedy="Export the column in one format, year-month-day is the safest",
    ),
    Code(
        "COT-305",
        "The decimal mark cannot be told",
        "Every number in the column can be read with a decimal point and with a decimal comma, a factor of 1,000 "
        "apart.",
        expected="at least one number that can be read in one way only",
        remedy="Say which it is: --map orders.decimal=, or --map orders.decimal=.",
    ),
    Code(
        "COT-306",
        "A mapping word cannot be read",
        "Words after --map name a kind, a column of ours and a column of the file.",
        expected="kind.column=source column, such as orders.customer_id=CustomerID",
        remedy="Write the word in this form",
    ),
    Code(
        "COT-307",
        "An unknown kind or column in a mapping word",
        "The part before the equals sign is not known.",
        expected="a kind and one of its columns",
        remedy="See coterie inspect FILE for the names",
    ),
    Code(
        "COT-308",
        "The source has no such column",
        "A mapping word or file names a column that the source does not have.",
        expected="a column of the source, or its position from 1 in a file without header",
        remedy="Use a name from the list",
    ),
    Code(
        "COT-309",
        "The mapping file cannot be used",
        "The file given with --map is missing, is not TOML or has keys that are not known.",
        expected="a mapping.toml as written by coterie inspect --save",
        remedy="Mend the file or write a new one with coterie inspect FILE --save",
    ),
    Code(
        "COT-310",
        "Two words disagree",
        "Two mapping words say different things about the same column.",
        expected="one word for each column",
        remedy="Remove one of them",
    ),
    Code(
        "COT-311",
        "A needed column is missing",
        "This kind of source cannot be read without the column.",
        expected="a source column for it",
        remedy="Name it with --map",
    ),
    Code(
        "COT-312",
        "No amount was found",
        "Orders need the value of a line: an amount, or a price and a quantity.",
        expected="a column with the amount of the line, or with its price",
        remedy="Name it: --map orders.amount=COLUMN, or --map orders.unit_price=COLUMN",
    ),
    Code(
        "COT-313",
        "The kind of a file could not be told",
        "The columns fit none of the known kinds well enough.",
        expected="orders, customers, events, responses, texts, touches or products",
        remedy="Say which it is, such as --customers FILE",
    ),
    Code(
        "COT-314",
        "A guess is not sure",
        "A column was chosen by its values or by a loose name. It may be the wrong one, and numbers wrong with it.",
        remedy="Look at the examples; if another column holds it, name that one, such as --map orders.amount=COLUMN",
    ),
)
