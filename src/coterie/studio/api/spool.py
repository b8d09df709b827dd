"""What was sent? A short body is read as it is; a file goes to the disk while its hash is taken."""

import hashlib
import tempfile
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

FILE = "application/octet-stream"
PIECE = 2**20


def digest_of(request: HttpRequest) -> str:
    """SHA-256 of the body."""
    if request.content_type == FILE:
        return str(spooled(request)[1])
    return hashlib.sha256(request.body).hexdigest()


def spooled(request: HttpRequest, most: int = 4 * 2**30) -> tuple[IO[bytes], str, int]:
    """The body as an open file that vanishes by itself, its SHA-256 and its size; read once, however often asked.

    Raises:
        RequestDataTooBig: more than `most` octets came.
    """
    kept: Any = getattr(request, "_spooled", None)
    if kept is None:
        file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the request
        told, size = hashlib.sha256(), 0
        while piece := request.read(PIECE):
            size += len(piece)
            if size > most:
                raise RequestDataTooBig
            told.update(piece)
            file.write(piece)
        kept = (file, told.hexdigest(), size)
        request._spooled = kept
    kept[0].seek(0)
    return kept


def close(request: HttpRequest) -> None:
    """Let the file vanish."""
    kept: Any = getattr(request, "_spooled", None)
    if kept is not None:
        kept[0].close()
