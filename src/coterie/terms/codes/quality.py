"""COT-5xx: quality of the data."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-501",
        "No row is left",
        "Every row was left out, or the source has a header and no rows.",
        expected="rows that can be read",
        remedy="Look at the reasons in quality.json, then mend the file or the mapping",
    ),
    Code(
        "COT-502",
        "Only one customer",
        "All rows belong to one customer, so there is nothing to tell apart.",
        expected="at least two customers",
        remedy="Check the customer column with coterie inspect, correct it with --map orders.customer_id=COLUMN",
    ),
    Code(
        "COT-503",
        "All orders on one day",
        "Without time between orders nothing can be said about returning or leaving.",
        expected="orders on at least two days",
        remedy="Export a longer period, or check the date column with coterie inspect",
    ),
    Code(
        "COT-504",
        "All amounts are zero",
        "Every line is worth nothing.",
        expected="lines with a value",
        remedy="Check the amount column with coterie inspect, correct it with --map orders.amount=COLUMN",
    ),
    Code(
        "COT-505",
        "Two currencies are mixed",
        "Amounts in different currencies cannot be summed.",
        expected="one currency",
        remedy="Convert the amounts to one currency, or export each currency by itself",
    ),
    Code(
        "COT-506",
        "All dates are after the as-of date",
        "No order lies on or before the day on which the analysis should stand.",
        expected="orders on or before the as-of date",
        remedy="Choose a later --as-of, or leave it away to stand on the last order's day",
    ),
    Code(
        "COT-507",
        "All orders are in the future",
        "Every order is dated after the day on which its file was written, so none can have happened.",
        expected="orders up to the day on which the file was written",
        remedy="Check the date column with coterie inspect; where the dates are meant, say --as-of with the last day",
    ),
    Code(
        "COT-508",
        "No sale",
        "Every line is a return or a refund, so nobody bought anything. Some exports write sales with a minus sign.",
        expected="lines with a value above 0",
        remedy="Turn the sign of the amounts, or check the amount column with coterie inspect",
    ),
    Code("COT-510", "Missing values", "Some cells of the column are blank.", remedy="Nothing, if blank is an answer"),
    Code(
        "COT-511",
        "Equal lines",
        "Lines that equal another line of the source in every cell. Equal purchases are real, so they are kept. More "
        "than a tenth of all lines are a warning: the file was likely exported or pasted twice.",
        remedy="Use --dedupe lines if your till writes lines twice",
    ),
    Code(
        "COT-512",
        "Unusual quantities",
        "Quantities more than 50 times as large as the 99th percentile.",
        remedy="Check the examples, a mistyped quantity moves its customer",
    ),
    Code(
        "COT-513",
        "Unusual amounts",
        "Line amounts more than 50 times as large as the 99th percentile.",
        remedy="Check the examples, a mistyped amount moves its customer",
    ),
    Code(
        "COT-514",
        "Gaps in the days",
        "Days without any order in a shop that otherwise sells almost every day.",
        remedy="Check whether a part of the export is missing",
    ),
    Code(
        "COT-515",
        "Dates far from all others",
        "A few rows lie more than 180 days before or after all other rows: mistyped years or dates of the future.",
        remedy="Mend the dates, or set --as-of to the last day that is real",
    ),
    Code("COT-516", "Prices of zero", "Lines without a price: gifts, samples, corrections. They count no money."),
    Code(
        "COT-517",
        "Negative prices",
        "Lines whose price is below zero: corrections of the books, such as bad debt.",
        remedy="Check the examples",
    ),
    Code(
        "COT-518",
        "Cancelled invoices",
        "Lines of invoices that cancel others (the invoice number begins with C). They are taken off as returns.",
    ),
    Code("COT-519", "Returns", "Lines with a negative value. They are taken off the customer's spend."),
    Code(
        "COT-520",
        "One customer brings most of the revenue",
        "One customer number has more than half of all revenue. It is often a stand-in for unknown customers.",
        remedy="If it is a stand-in, blank it in the export",
    ),
    Code("COT-521", "A column never changes", "Every row has the same value, so the column tells nobody apart."),
    Code(
        "COT-522",
        "Absurd values",
        "Values far away from all others, or birth years before 1905.",
        remedy="Check the examples, such values pull averages",
    ),
    Code(
        "COT-523",
        "Personal data",
        "A column that is not needed holds e-mail addresses, telephone numbers or names.",
        remedy="Leave the column out of the export",
    ),
    Code(
        "COT-524",
        "Few data",
        "Fewer customers, orders or days than reliable segments need.",
        remedy="Read the results as a first look",
    ),
    Code("COT-525", "Test orders", "Orders marked as tests. They were left out."),
    Code("COT-526", "Cancelled or voided orders", "Orders that did not take place. They were left out."),
    Code("COT-527", "Orders of value zero", "Orders worth nothing after discounts. They were left out."),
    Code(
        "COT-528",
        "The last day",
        "The day of the last order is taken as today, unless --as-of says otherwise.",
        remedy="Export again if this is not recent enough for you",
    ),
    Code(
        "COT-529",
        "Rows left out",
        "Rows that could not be used, by reason. Each stands in rejected.parquet with file, line and text.",
    ),
    Code(
        "COT-530",
        "Refunds",
        "Money paid back. It is taken off the order up to the value of the goods. Refunded shipping and tax were "
        "never part of the revenue.",
    ),
    Code(
        "COT-531",
        "Rows equal but for the number",
        "Customers whose every attribute equals another customer's. They may be the same person or copies.",
    ),
    Code(
        "COT-532",
        "Keys repeated with other cells",
        "The same key stands on several rows with different cells. One row was kept.",
        remedy="Look at the examples and mend the source",
    ),
    Code(
        "COT-533",
        "Not every customer is known to both sources",
        "Customers that one source has and another has not.",
        remedy="Check that both files write the customer number alike",
    ),
    Code(
        "COT-534",
        "Amount differs from price times quantity",
        "The amount of the line was used as it stands.",
        remedy="Check whether the amount is the line's, or the whole order's",
    ),
    Code("COT-535", "Rows already loaded", "Rows of a file given twice, or repeated rows. They were counted once."),
    Code(
        "COT-536",
        "Dates the attribute cannot have",
        "Cells of a date column that are no date as the others are written. They count as missing.",
    ),
    Code("COT-537", "Refunded orders", "Orders refunded as a whole, without an amount. They were left out."),
    Code(
        "COT-538",
        "Orders in the future",
        "Some orders are dated after the day on which their file was written. They were counted, and the last of them "
        "is the day on which the analysis stands.",
        remedy="Mend the dates, or set --as-of to the last day that is real",
    ),
    Code(
        "COT-539",
        "Customer numbers shortened by a spreadsheet",
        "Long numbers were saved as 1.23E+15. Their last digits are lost, so different customers may have become one.",
        remedy="Export again with the column as text, without opening the file in a spreadsheet",
    ),
    Code(
        "COT-540",
        "The encoding was guessed",
        "The text is not UTF-8, and nothing in it says in which encoding it was written.",
        remedy="If names look wrong in the report, save the file as UTF-8",
    ),
    Code(
        "COT-541",
        "Rows taken as customers",
        "No column of the customers file names the customer. Each row counts as one customer, called by its place in "
        "the file. In another order of rows the same customer has another name.",
        remedy="Where a column does name her: --map customers.customer_id=COLUMN",
    ),
)
