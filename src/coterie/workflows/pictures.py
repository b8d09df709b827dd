"""What does a group look like? A picture drawn from a seed, that stands for it and measures nothing."""

from coterie import report


def illustration(seed: int, colour: int, *, alone: bool = False) -> str:
    """Arcs in the colour of a group as SVG text: the same seed draws the same picture, and no face.

    seed      of the picture; :meth:`OpenStudy.picture_seed` gives that of a persona.
    colour    number of the group's colour, 0 to 11.
    alone     True writes the colours into it, for a file of its own; False leaves them to the page's style (classes
              "art" and "c0" to "c11").
    """
    return report.picture(seed, colour, alone=alone)
