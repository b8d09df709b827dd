"""What is the hash of a file that comes in pieces? It is reckoned as they come, so that the last one need not wait.

A hash that has begun lives in this process alone. Where another process took a piece, or the server was started anew,
the hash stays open, and the job that looks at the file fills it in.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import Any

MOST = 64  # uploads that are followed at a time; the one that was quiet longest is given up
_HASHES: "OrderedDict[str, tuple[int, Any]]" = OrderedDict()  # file: bytes that were taken in, and their hash
_TURN = Lock()


def follow(file: str, offset: int, piece: bytes) -> None:
    """Take in the next piece of a file; one that does not begin where the last ended ends the matter."""
    with _TURN:
        end, told = _HASHES.pop(file, (0, None))
    if offset == 0:
        end, told = 0, hashlib.sha256()
    if told is None or end != offset:
        return
    told.update(piece)
    with _TURN:
        _HASHES[file] = (offset + len(piece), told)
        while len(_HASHES) > MOST:
            _HASHES.popitem(last=False)


def of(file: str, size: int) -> str:
    """The hash of a file whose every byte was followed, else ""; it is followed no longer."""
    with _TURN:
        end, told = _HASHES.pop(file, (0, None))
    return str(told.hexdigest()) if told is not None and end == size else ""
