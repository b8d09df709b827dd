"""Start the studio: `python -m coterie.studio`. `coterie studio` does the same."""

import os
import sys

from coterie.studio.launch import archive, erasing, parent, relink, words


def main() -> int:
    """Read the words and run; the exit code."""
    said = words.read()
    if said.reset_link:
        os.environ["COTERIE_WORKSPACE"] = str(said.workspace)
        return relink.main(said.reset_link, said.address)
    if said.erase:
        os.environ["COTERIE_WORKSPACE"] = str(said.workspace)
        return erasing.main(said.erase, said.workspace)
    if said.archive:
        return archive.main(*said.archive, said.workspace)
    return parent.run(said)


if __name__ == "__main__":
    sys.exit(main())
