"""Where are the public data sets that some tests read?"""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def data(relative: str) -> Path:
    """The path of a file in the shared data folder; skips the test where the folder or the file is not here.

    The folder is ``data`` under the one that SHARED_DIR names, by default ``shared`` beside the repository.
    """
    shared = Path(os.environ.get("SHARED_DIR") or REPOSITORY.parent / "shared")
    path = shared / "data" / relative
    if not path.exists():
        pytest.skip(f"needs {relative} from the shared data folder, which is not here")
    return path
