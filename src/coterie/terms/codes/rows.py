"""COT-4xx: rejected rows, and rows that are duplicates."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-401",
        "No customer",
        "The cell of the customer is blank, so the row belongs to nobody. Its value is stated.",
        expected="a customer number or e-mail",
        remedy="Nothing, if these are sales without an account. Otherwise export again with the customer",
    ),
    Code(
        "COT-402",
        "Unreadable date",
        "The cell is not blank and is no date in the format of the column.",
        expected="a date as in the other rows",
        remedy="Mend the cells, or name the format with --map",
    ),
    Code(
        "COT-403",
        "No date",
        "The cell of the date is blank.",
        expected="a date",
        remedy="Export again with the date",
    ),
    Code(
        "COT-404",
        "Unreadable number",
        "The cell is not blank and is no number as written in the rest of the column.",
        expected="a number",
        remedy="Mend the cells, or name the decimal mark with --map",
    ),
    Code(
        "COT-405",
        "Date out of range",
        "The date is before 1970 or after 2100: a mistyped year or a stand-in for an unknown date.",
        expected="a date from 1970 to 2100",
        remedy="Mend the dates at the source",
    ),
    Code(
        "COT-406",
        "After the as-of date",
        "The row lies after the day on which the analysis stands.",
        expected="a date on or before the as-of date",
        remedy="Choose a later --as-of, if the row should count",
    ),
    Code(
        "COT-407",
        "Number out of range",
        "The number is larger than any order line can be (beyond one million million).",
        expected="a number below 1,000,000,000,000",
        remedy="Mend the cell, it looks like an article number in the wrong column",
    ),
    Code(
        "COT-408",
        "A needed cell is blank",
        "The row lacks a cell without which it says nothing.",
        expected="a value",
        remedy="Export again with the column filled",
    ),
    Code(
        "COT-409",
        "No amount",
        "The line has neither an amount nor a price.",
        expected="an amount",
        remedy="Mend the cells at the source",
    ),
    Code(
        "COT-410",
        "Cancelled or voided order",
        "The shop marks the order as cancelled, voided or failed. It is not a purchase.",
        expected="an order that took place",
    ),
    Code(
        "COT-411",
        "Test order",
        "The order was paid with a test payment method or is marked as a test.",
        expected="an order of a customer",
    ),
    Code(
        "COT-412",
        "Order of value zero",
        "The order as a whole is worth nothing after discounts: a gift, a sample or a replacement.",
        expected="an order with a value",
    ),
    Code(
        "COT-413",
        "Refunded order",
        "The shop marks the order as refunded and gives no refunded amount, so the whole order is taken out.",
        expected="an order that was kept",
    ),
    Code(
        "COT-414",
        "Dated more than a year ahead",
        "The date lies more than a year after the day on which the file was written. It is a mistyped year.",
        expected="a day before the file was written",
        remedy="Mend the date at the source, or name the day to stand on with --as-of",
    ),
    Code(
        "COT-421",
        "Same file again",
        "The file has the same bytes as an earlier one of this run, so its rows are already loaded.",
        expected="each file once",
    ),
    Code(
        "COT-422",
        "Row repeated",
        "The key is declared unique and an earlier row has the same key and the same cells.",
        expected="each key once",
    ),
    Code(
        "COT-423",
        "Key repeated with other cells",
        "The key is declared unique and another row with the same key has different cells. The row with the fewest "
        "blank cells was kept.",
        expected="each key once",
        remedy="Look at the examples and mend the source",
    ),
    Code(
        "COT-424",
        "Equal line dropped",
        "The line equals an earlier line in every cell, and --dedupe lines was given.",
        expected="each line once",
    ),
)
