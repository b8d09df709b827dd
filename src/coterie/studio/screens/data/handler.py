"""How is a file of a plain form taken? Straight to the studio's disk, and never more of it than may come."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler

from coterie.studio.config.room import no_room
from coterie.studio.projects import uploads

DAY = 24 * 3600


class DiskHandler(TemporaryFileUploadHandler):
    """Bytes go to the disk as they come. Strangers send nothing; a full disk or too much is told, not raised."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any, **rest: Any) -> None:
        """Remember who sends and how much is announced."""
        user = getattr(self.request, "user", None)
        self.stranger = user is None or not user.is_authenticated
        self.came = 0
        self.announced = content_length

    def new_file(self, *args: Any, **more: Any) -> None:
        """A file begins."""
        if self.stranger:
            raise SkipFile
        if self.announced > uploads.most() + 2**20:
            self._refuse(f"More than {uploads.most() / uploads.GIGABYTE:,.1f} GB were sent. Send less at a time.")
        _tidy(Path(settings.FILE_UPLOAD_TEMP_DIR))
        super().new_file(*args, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some bytes of it."""
        self.came += len(raw_data)
        if self.came > uploads.most():
            self._refuse(f"More than {uploads.most() / uploads.GIGABYTE:,.1f} GB were sent. Send less at a time.")
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as fault:
            if not no_room(fault):
                raise
            self._refuse(uploads.full(str(self.file_name)))

    def _refuse(self, reason: str) -> None:
        self.request.upload_refused = reason
        raise StopUpload(connection_reset=False)


def _tidy(folder: Path) -> None:
    """Make the folder of what is on its way, and forget what a process that was killed left there a day ago."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in folder.glob("*.upload*"):
        try:
            if path.stat().st_mtime < time.time() - DAY:
                path.unlink()
        except FileNotFoundError:  # somebody else tidied
            continue
