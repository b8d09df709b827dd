"""COT-7xx: segments."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-701",
        "No such segmentation method",
        "The word after --method names no method and no grid of the mapping file.",
        expected="auto, all, a method or the name of a grid",
        remedy="Run again with one of the names in the message, or leave --method away",
    ),
    Code(
        "COT-702",
        "The number of segments is out of range",
        "Fewer than two groups separate nobody; more than twenty cannot be told apart or acted on.",
        expected="a whole number from 2 to 20, or auto",
        remedy="Choose another number for --segments, or leave it away",
    ),
    Code(
        "COT-703",
        "A grid of the mapping file has a gap or an overlap",
        "Every combination of levels must belong to exactly one group, or some customers would have none or two.",
        expected="each cell in exactly one row",
        remedy="Change the rows of the grid in the mapping file so that the cell named is in one of them",
    ),
    Code(
        "COT-704",
        "A grid of the mapping file cannot be read",
        "The table of a grid lacks something or holds a value that makes no sense.",
        expected="levels (2 to 10) or ascending cut points for r, f and m, and rows with r, f, m and name",
        remedy="Compare the grid with the example in the docs and correct it",
    ),
)
