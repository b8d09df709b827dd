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
    Code(
        "COT-705",
        "No such parameter of a method",
        "The word after --set names no parameter of the methods that stand for choice.",
        expected="NAME=VALUE with one of the names in the message, or METHOD.NAME=VALUE",
        remedy="See coterie analyze --help for the parameters, or name the method with --method",
    ),
    Code(
        "COT-706",
        "A parameter is out of its range",
        "Every parameter of a method has a range outside of which its result means nothing.",
        expected="a value in the range of the parameter",
        remedy="Set it to a value in that range, or leave it away to use the default",
    ),
    Code(
        "COT-707",
        "The budget is out of range",
        "The budget is the processor time that --method all may use; methods that do not fit into it are left out.",
        expected="1 to 86,400 seconds",
        remedy="Write for example --budget 300",
    ),
    Code(
        "COT-708",
        "This method finds its own number of groups",
        "How many groups there are follows from the data and the method's parameters; it cannot be asked for.",
        expected="no --segments beside this method",
        remedy="Leave --segments away, or change the parameters of the method with --set",
    ),
    Code(
        "COT-709",
        "A method of another package cannot be used",
        "An installed package announces a method (entry point group coterie.segments) that cannot be used.",
        expected="a Method with a name of its own",
        remedy="Remove or repair that package; its author finds the rules in docs/methods/your-own.md",
    ),
    Code(
        "COT-712",
        "The method has no SQL",
        "Every way of grouping can be written as SQL but archetypes, whose shares are found in rounds, and methods of "
        "other packages.",
        expected="another method",
        remedy="Run coterie sql with --rules or coterie analyze again with --method kmeans, or score the customers "
        "with coterie score",
    ),
)
