"""COT-9xx: output and optional parts."""

from coterie.terms.codes.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "COT-901",
        "An optional part is not installed",
        "Heavy libraries are optional. The command asked for needs one that is missing here.",
        remedy="Install the part named in the message",
    ),
    Code(
        "COT-902",
        "The output could not be written",
        "Writing the result folder stopped. Nothing that looks complete was left behind.",
        expected="a folder that can be written, with room for the result",
        remedy="Make room or choose another folder with -o",
    ),
)
