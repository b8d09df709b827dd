"""COT-85x: a given target, learned."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-851",
        "No such column to predict",
        "The word after --target, --duration, --time or --leave-out names no column of the file.",
        expected="the name of a column",
        remedy="Run coterie inspect FILE to see the columns",
    ),
    Code(
        "COT-852",
        "The target has too many values",
        "Predictions give each value of the target a probability. A column with more than 20 values is an amount or a "
        "code, which has no such answer.",
        expected="a column with 2 to 20 different values, such as yes and no",
        remedy="Choose another column, or put the amounts into a few bands first",
    ),
    Code(
        "COT-853",
        "The target has too few of one value",
        "What is to be predicted must have happened to some customers and not to others, often enough to learn from.",
        expected="at least two different values with 10 customers each",
        remedy="Choose another column, or bring more customers",
    ),
    Code(
        "COT-854",
        "A goal cannot be read",
        "A goal says what a customer buys within how many days, in words of the data.",
        expected='"buys within 30 days" or "buys category=Wine within 30 days" (or product, product_id, channel)',
        remedy="Write the goal as in the example, in quotation marks",
    ),
    Code(
        "COT-855",
        "The goal names something that the orders do not hold",
        "The column of a goal must be mapped, and its value must occur in the orders.",
        remedy="Run coterie inspect FILE to see columns and values",
    ),
    Code(
        "COT-856",
        "Too few days for the goal",
        "A goal is learned from days before those on which it is judged, so the orders must reach back three times "
        "as long as the goal looks ahead.",
        expected="orders over three times the days of the goal or more",
        remedy="Ask for fewer days, or bring a longer stretch of orders",
    ),
    Code(
        "COT-857",
        "A duration cannot be used",
        "A duration is a column with numbers: how long each customer has been seen, in months, days or the like.",
        expected="a column with numbers above 0 for most customers, and a target with two values",
        remedy="Choose another column for --duration",
    ),
    Code(
        "COT-858",
        "Nothing to learn from",
        "No column is left that could tell customers apart: all are codes, constants, or were left out.",
        remedy="Bring more columns, or leave fewer out",
    ),
)
