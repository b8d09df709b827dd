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
    Code(
        "COT-102",
        "No source was given",
        "An analysis needs orders, or customers with attributes. Other sources are read beside them.",
        expected="a file with orders, or --customers FILE",
        remedy="Name a file, for example: coterie analyze orders.csv -o out",
    ),
    Code(
        "COT-103",
        "The as-of date cannot be read",
        "The as-of date is the day the analysis takes as today. It is written year-month-day.",
        expected="a day such as 2026-01-31",
        remedy="Write the day as YYYY-MM-DD, or leave --as-of away to use the day of the last order",
    ),
    Code(
        "COT-104",
        "The holdout cannot be read",
        "The holdout is the number of days at the end that models do not see and are judged on.",
        expected="a number of days from 1 to 3650, auto or none",
        remedy="Write for example --holdout 90",
    ),
    Code(
        "COT-105",
        "The horizon is out of range",
        "The horizon is how many months ahead values look.",
        expected="1 to 120 months",
        remedy="Write for example --horizon 12",
    ),
    Code(
        "COT-106",
        "No such time unit",
        "Value models count time in days or weeks; their parameters depend on it.",
        expected="day or week",
        remedy="Write --time-unit day or --time-unit week",
    ),
    Code(
        "COT-107",
        "The number of segments is out of range",
        "The number of segments is chosen by what it predicts unless you set it.",
        expected="a number from 2 to 20, or auto",
        remedy="Write for example --segments 5, or leave it away",
    ),
    Code(
        "COT-108",
        "No such word",
        "The command holds a word that it does not know.",
        remedy="See coterie --help",
    ),
    Code(
        "COT-109",
        "A setting of the environment cannot be used",
        "COTERIE_MEMORY_MB and COTERIE_THREADS say how much of the machine one analysis may use.",
        expected="a whole number",
        remedy="Set the variable to a number, or unset it",
    ),
    Code(
        "COT-110",
        "No such way to treat equal lines",
        "Equal lines are kept, because equal purchases are real, or all but one are dropped.",
        expected="none or lines",
        remedy="Write --dedupe none or --dedupe lines",
    ),
    Code(
        "COT-111",
        "The seed cannot be used",
        "The seed fixes everything random, so that a run can be repeated.",
        expected="a whole number",
        remedy="Write for example --seed 0",
    ),
    Code(
        "COT-112",
        "No source that can be read",
        "A source is the path of a file, a folder or a pattern, or a table in memory.",
        expected="a path, or a data frame of pandas, Polars, Arrow or DuckDB",
        remedy="Give a path or a data frame",
    ),
    Code(
        "COT-121",
        "The file has no known ending",
        "A list of customers is written as the ending of its file name says.",
        expected="a name that ends in .csv, .parquet or .json",
        remedy="Write for example -o list.csv",
    ),
    Code(
        "COT-122",
        "The control group cannot be read",
        "The share of customers who are listed as controls and not contacted.",
        expected="a share from 0% to 50%",
        remedy="Write for example --control 10%",
    ),
    Code(
        "COT-123",
        "No such segment",
        "A segment is named by its id or its name.",
        remedy="Copy the id or the name from segments.json or the report",
    ),
    Code(
        "COT-124",
        "Too few customers for a list",
        "A list of very few people tells more about each of them than a campaign needs.",
        remedy="Take a larger segment, or lower --sure",
    ),
    Code(
        "COT-131",
        "No such SQL dialect",
        "A statement can be written for the databases in the message only.",
        expected="duckdb, postgres, spark, sqlite, bigquery or snowflake",
        remedy="Choose one of them with --dialect",
    ),
    Code(
        "COT-132",
        "The database cannot do what a rule of the study needs",
        "A rule by which the study reads the data has no equal in that SQL dialect. It is not replaced by another, "
        "because the segments would then differ.",
        remedy="Give the table typed columns and write --columns typed, or choose another dialect",
    ),
    Code(
        "COT-133",
        "The study does not say how its columns were read",
        "A statement reads a table by the study's mapping, with the types that the columns had. This study kept none: "
        "it was made by an earlier version.",
        expected="a study of this version",
        remedy="Run coterie analyze again on the same files",
    ),
    Code(
        "COT-134",
        "The table cannot be read",
        "A table of the database is named after the kind of source that it holds.",
        expected="a word such as orders=shop.order_lines",
        remedy="Write for example --table orders=shop.order_lines",
    ),
)
