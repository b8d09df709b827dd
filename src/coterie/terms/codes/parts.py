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
    Code(
        "COT-903",
        "More memory was needed than allowed",
        "A step over all rows could not finish within the memory it may use, even by writing to disk.",
        remedy="Close other programs, give fewer or smaller files, or set COTERIE_MEMORY_MB to a larger number",
    ),
    Code(
        "COT-904",
        "The output folder holds something else",
        "The folder after -o exists and was not written by coterie. It is left as it is: nothing of yours is lost.",
        expected="a folder that does not exist yet, an empty one, or one from an earlier run",
        remedy="Choose another folder with -o",
    ),
    Code(
        "COT-911",
        "No study is there",
        "The folder is not one that coterie analyze wrote, or it was written by a version that kept less.",
        expected="a folder that coterie analyze wrote with -o",
        remedy="Name the folder of a study",
    ),
    Code(
        "COT-912",
        "The study has no groups",
        "Customers can be scored, compared and listed only by a study that found groups.",
        expected="a study with a segmentation",
        remedy="See skipped in its metrics.json for the reason, then run coterie analyze again",
    ),
)
