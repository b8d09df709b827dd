"""How does any text become UTF-8 with one kind of line end? Decoded once, handed out in blocks."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from coterie.intake.reading.limits import BLOCK, MAX_LINE, SAMPLE
from coterie.intake.reading.survey import Survey, is_noise, wide_encoding
from coterie.terms import DataRefused, Place, Problem


@dataclass(frozen=True)
class Text:
    """A text as UTF-8 bytes on disk.

    start     bytes to skip (a byte order mark).
    broken    whether some bytes are no valid UTF-8: their records are bad.
    """

    given: Path
    path: Path
    start: int
    sha256: str
    broken: bool
    facts: dict[str, str]

    def blocks(self) -> Iterator[bytes]:
        """The text in blocks that end at a line end, every line end a line feed."""
        return blocks(self.path, self.start)

    def sample(self) -> tuple[bytes, bool]:
        """Whole lines from the start, and whether that is everything."""
        with self.path.open("rb") as stream:
            stream.seek(self.start)
            head = stream.read(SAMPLE)
            whole = not stream.read(1)
        head = one_line_end(head if whole else head.rstrip(b"\r"))
        cut = head.rfind(b"\n") + 1
        return (head if whole or not cut else head[:cut]), whole


def open_text(path: Path, folder: Path) -> Text:
    """A text file, decoded to UTF-8 in ``folder`` where it is not UTF-8 already.

    Raises    DataRefused: empty (COT-201), no text (COT-207).
    """
    plain, digest = path, ""
    with plain.open("rb") as stream:
        head = stream.read(SAMPLE // 16)
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise _refused("COT-201", path, f"{path.name} holds nothing but white space")
    codec, start, words = wide_encoding(head)
    if codec not in ("", "utf-8"):
        digest = hash_of(path)
        plain, start = _decode(plain, folder, codec, start), 0
        survey = survey_of(plain)
    else:
        if is_noise(head):
            raise _refused("COT-207", path, f"{path.name} is binary data, not text")
        survey = survey_of(plain)
        digest = survey.sha256
        codec, told = survey.encoding()
        words = words or told
        if codec != "utf-8":
            plain = _decode(plain, folder, codec, start)
            start = 0
    facts = {"encoding": words, "line ends": survey.line_ends}
    broken = survey.broken > 0 and codec not in ("cp1252", "latin-1")
    return Text(path, plain, start, digest, broken, facts)


def survey_of(path: Path) -> Survey:
    """The survey of a whole file."""
    survey = Survey()
    with path.open("rb") as stream:
        while chunk := stream.read(BLOCK // 4):
            survey.feed(chunk)
    return survey.close()


def one_line_end(block: bytes) -> bytes:
    """The same text with CRLF and CR as LF."""
    if b"\r" not in block:
        return block
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def blocks(path: Path, start: int, size: int = BLOCK) -> Iterator[bytes]:
    """A file in blocks that end at a line end, every line end a line feed; the last line may lack its own."""
    with path.open("rb") as stream:
        stream.seek(start)
        rest: list[bytes] = []
        held = b""
        while chunk := stream.read(size):
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") else b""
            chunk = one_line_end(chunk[: len(chunk) - len(held)])
            cut = chunk.rfind(b"\n") + 1
            if cut:
                yield b"".join((*rest, chunk[:cut]))
                rest = []
            if cut < len(chunk) and sum(map(len, rest)) < 4 * MAX_LINE:
                rest.append(chunk[cut:])  # a longer line is cut here, and rejected for its length later
        if held:
            rest.append(b"\n")
        if rest:
            yield b"".join(rest)


def _broken_as_escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error("coterie-broken", _broken_as_escape)


def _decode(path: Path, folder: Path, codec: str, start: int) -> Path:
    """Write the text as UTF-8; what cannot be decoded becomes the byte FF, which no UTF-8 holds, and is found later."""
    target = folder / f"{path.stem}.utf8"
    decoder = codecs.getincrementaldecoder(codec)("coterie-broken")
    with path.open("rb") as stream, target.open("wb") as out:
        stream.seek(start)
        while chunk := stream.read(BLOCK // 4):
            out.write(decoder.decode(chunk).encode("utf-8", "surrogateescape"))
        out.write(decoder.decode(b"", final=True).encode("utf-8", "surrogateescape"))
    return target


def hash_of(path: Path) -> str:
    """The sha256 of a file's bytes, hex."""
    digest = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(BLOCK // 4):
            digest.update(chunk)
    return digest.hexdigest()


def _refused(code: str, path: Path, found: str) -> DataRefused:
    return DataRefused(Problem(code, found, where=Place(str(path))))
