"""What can be said when the studio is started? The words of `python -m coterie.studio`."""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from coterie.studio.config.workspace import FOLDER

DEEDS = ("backup", "restore", "check-backup")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Words:
    """What was said."""

    workspace: Path
    host: str
    port: int
    browser: bool
    reset_link: str
    erase: str
    archive: tuple[str, Path] | None = None
    demo_study: str = ""

    @property
    def address(self) -> str:
        """Where a browser finds the studio from this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def seen_by_others(self) -> bool:
        """Can other machines reach it?"""
        return self.host not in LOOPBACK


def read(words: list[str] | None = None) -> Words:
    """Read the command line; the address of a database goes into the environment, where other people cannot see it."""
    said = _parser().parse_args(words)
    if said.database:
        os.environ["COTERIE_DATABASE"] = said.database
    return Words(
        workspace=Path(said.workspace).expanduser().resolve(),
        host=said.host,
        port=said.port,
        browser=not said.no_browser and _has_screen(),
        reset_link=said.reset_link,
        erase=said.erase,
        archive=_archive(said),
        demo_study=str(Path(said.demo_study).expanduser().resolve()) if said.demo_study else "",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("coterie studio")
    parser.add_argument("--workspace", default=os.environ.get("COTERIE_WORKSPACE", FOLDER))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--database", default="")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--reset-link", default="")
    parser.add_argument("--erase", default="", metavar="CUSTOMER")
    parser.add_argument("--demo-study", default="", metavar="DIR", help="study of the demo that is brought in")
    parser.add_argument("deed", nargs="?", choices=DEEDS, help="instead of starting the studio")
    parser.add_argument("--to", metavar="FILE", help="archive that backup writes")
    parser.add_argument("--from", dest="source", metavar="FILE", help="archive that restore and check-backup read")
    return parser


def _archive(said: argparse.Namespace) -> tuple[str, Path] | None:
    """What is to be done with which archive."""
    if said.deed is None:
        return None
    file = said.to if said.deed == "backup" else said.source
    if not file:
        _parser().error(f"{said.deed} needs {'--to' if said.deed == 'backup' else '--from'} FILE")
    return said.deed, Path(file).expanduser().resolve()


def _has_screen() -> bool:
    """Would a browser open in a window? In a bare terminal a text browser would take the place of our lines."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
