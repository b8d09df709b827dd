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
        "COT-905",
        "The machine stopped the work",
        "The operating system refused something in the middle of the work: the temporary folder is full or cannot be "
        "written, or memory ran out.",
        expected="room in the temporary folder (coterie doctor shows it), and free memory",
        remedy="Make room, or set TMPDIR to a folder on a larger disk",
    ),
    Code(
        "COT-906",
        "A fault of coterie",
        "Something happened that the program does not expect. It is not your mistake, and nothing was written.",
        remedy="Please report it with the line above; COTERIE_DEBUG=1 shows where it happened",
    ),
    Code(
        "COT-907",
        "The study is closed",
        "Closing a study gives its memory back. What needs its tables cannot be done after that.",
        expected="an open study",
        remedy="Save what is needed before close(), or run the analysis again",
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
    Code(
        "COT-913",
        "The studies are in the wrong order",
        "A comparison goes forward in time: the older study stands first.",
        expected="the study with the earlier as-of day, then the later one",
        remedy="Change the order of the two folders",
    ),
)
