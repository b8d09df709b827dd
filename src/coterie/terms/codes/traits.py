"""COT-6xx: days and traits."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-601",
        "The as-of day lies before the data",
        'The as-of day is the "today" of an analysis. Nothing had been ordered yet on the one that was given.',
        expected="a day on or after the first order",
        remedy="Choose a later day with --as-of, or leave it away to use the day of the last order",
    ),
    Code(
        "COT-602",
        "The holdout leaves no past",
        "The days kept apart at the end are judged by what was known before them. The number that was given leaves "
        "no day with an order before them.",
        expected="fewer days than the data span",
        remedy="Keep fewer days apart with --holdout, or use --holdout auto",
    ),
    Code(
        "COT-603",
        "An ordered attribute has levels that were not declared",
        "The mapping file declares the levels of an attribute from low to high, but the data hold further ones.",
        expected="every level that occurs in the data, from low to high",
        remedy="Add the missing levels to [ordered] in mapping.toml",
    ),
    Code(
        "COT-604",
        "Bands cannot be made",
        "The mapping file asks for bands of an attribute that has no numbers, or with edges that do not ascend.",
        expected='"quantile", "supervised" or ascending edges, for an attribute with numbers',
        remedy="Correct [bands] in mapping.toml",
    ),
    Code(
        "COT-605",
        "A trait has no SQL",
        "The study groups customers by a trait that can be reckoned from files only. In SQL there are recency, orders, "
        "revenue, rhythm and basket traits of orders, and the numbers and ordered words of a customers table.",
        expected="traits that a single table gives",
        remedy="Run coterie analyze again with another --method, or score the customers with coterie score",
    ),
)
