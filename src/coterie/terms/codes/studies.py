"""Codes for asking a finished study: conditions on customers, pages of them, lists that leave, edited personas."""

from coterie.terms.codes.code import Code

CODES = (
    Code(
        "COT-151",
        "The conditions cannot be read",
        "Conditions are a tree: a list under all or any, whose members are conditions or further such lists.",
        expected='{"all": [{"trait": "orders", "is": ">=", "value": 3}]}',
        remedy="Write each condition with trait, is and value",
    ),
    Code(
        "COT-152",
        "No such trait",
        "A condition names a trait that the study does not have.",
        remedy="Choose a trait that the study lists",
    ),
    Code(
        "COT-153",
        "The comparison does not fit the trait",
        "Numbers, days and ordered levels can be compared by size; names can only be equal or one of several.",
        remedy="Choose another comparison",
    ),
    Code(
        "COT-154",
        "The value does not fit the trait",
        "A condition compares a trait with a value of its own kind: a number, a day, a level, yes or no.",
        remedy="Give a value of that kind",
    ),
    Code(
        "COT-155",
        "Too many conditions",
        "A tree of conditions may be 5 lists deep and hold 50 conditions.",
        expected="at most 50 conditions, 5 lists deep",
        remedy="Leave some conditions out",
    ),
    Code(
        "COT-156",
        "No such column to order by",
        "Customers can be ordered by the columns of the study's customers table only.",
        remedy="Choose a column of customers.csv",
    ),
    Code(
        "COT-157",
        "The page cannot be shown",
        "Customers are read page by page.",
        expected="a page from 1 on, with 1 to 1,000 customers",
        remedy="Ask for another page",
    ),
    Code(
        "COT-158",
        "The form of the file is not known",
        "An export is written in one of a few forms.",
        remedy="Choose one of them",
    ),
    Code(
        "COT-159",
        "Too few customers to be told",
        "A group of very few people is not counted or written out: each of them could be recognised.",
        remedy="Take a larger group, or fewer conditions",
    ),
    Code(
        "COT-160",
        "The column of consent cannot be used",
        "A column of consent says yes or no for each customer.",
        expected="a column of the study with the levels yes and no",
        remedy="Choose another column, or none",
    ),
    Code(
        "COT-161",
        "No such persona",
        "A persona is named by the id of its segment.",
        remedy="Copy the id from personas.json or the page",
    ),
    Code(
        "COT-162",
        "The edit cannot be made",
        "A persona's name, lines and state can be edited; each edit says what it changes.",
        remedy="Change what the message names",
    ),
    Code(
        "COT-163",
        "The persona was changed meanwhile",
        "Somebody else saved a newer version after this one was opened. Nothing was overwritten.",
        remedy="Look at the newer version, then edit again",
    ),
    Code(
        "COT-164",
        "The book of personas cannot be read",
        "An exported book of personas is JSON with its form and its versions.",
        expected="a file that coterie wrote",
        remedy="Export the book again",
    ),
    Code(
        "COT-165",
        "The ledger cannot be used",
        "The ledger is a SQLite file in the workspace that keeps persona edits.",
        expected="a ledger.sqlite3 that coterie made, in a folder that may be written",
        remedy="Put the file back from a backup, or move it away to begin a new one",
    ),
)
