"""What are a file's bytes? One pass that finds hash, encoding, line ends and bytes that do not belong in text."""

import codecs
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes that Windows-1252 leaves without a character


@dataclass
class Survey:
    """Counts over the bytes of a text, fed in chunks.

    whole, broken    characters beyond ASCII that are valid UTF-8, and bytes that are not.
    high             the bytes from 128 on that occur where some are ``broken``.
    """

    size: int = 0
    nul: int = 0
    lf: int = 0
    cr: int = 0
    crlf: int = 0
    whole: int = 0
    broken: int = 0
    high: set[int] = field(default_factory=set)
    _hash: Any = field(default_factory=sha256)
    _decoder: Any = field(default_factory=lambda: codecs.getincrementaldecoder("utf-8")("surrogateescape"))
    _last: int = 0

    def feed(self, chunk: bytes) -> None:
        """Take in the next bytes."""
        self._hash.update(chunk)
        self.nul += chunk.count(0)
        returns = chunk.count(b"\r")
        self.lf += chunk.count(b"\n")
        self.cr += returns
        if (returns or self._last == 13) and chunk:
            self.crlf += chunk.count(b"\r\n") + (self._last == 13 and chunk[0] == 10)
        self._last = chunk[-1] if chunk else self._last
        self.size += len(chunk)
        if not (chunk.isascii() and self._decoder.getstate()[0] == b""):
            self._weigh(self._decoder.decode(chunk), chunk)

    def _weigh(self, text: str, chunk: bytes) -> None:
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        broken = 0
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            broken = len(text) - len(text.encode("utf-8", "ignore").decode("utf-8"))
            self.broken += broken
            self.high.update(b for b in set(chunk) if b >= 0x80)
        self.whole += foreign - broken

    def close(self) -> "Survey":
        """Count what was left unfinished at the end."""
        self._weigh(self._decoder.decode(b"", final=True), b"")
        return self

    @property
    def sha256(self) -> str:
        """Hash of all bytes fed, hex."""
        return str(self._hash.hexdigest())

    @property
    def line_ends(self) -> str:
        """Which line ends occur, in words."""
        counts = {"LF": self.lf - self.crlf, "CRLF": self.crlf, "CR": self.cr - self.crlf}
        present = {name: n for name, n in counts.items() if n}
        if len(present) > 1:
            return "mixed: " + ", ".join(f"{n:,} {name}" for name, n in present.items())
        return next(iter(present), "none")

    def encoding(self) -> tuple[str, str]:
        """The codec of a text without NUL patterns, and how it is told to people."""
        if not self.broken:
            return ("utf-8", "UTF-8") if self.whole else ("utf-8", "ASCII")
        if self.whole > 10 * self.broken:
            return "utf-8", f"UTF-8, with {self.broken:,} bytes that are not"
        if self.high & set(_UNDEFINED):
            return "latin-1", "Latin-1 (guessed: not UTF-8)"
        return "cp1252", "Windows-1252, which contains Latin-1 (guessed: not UTF-8)"


def wide_encoding(head: bytes) -> tuple[str, int, str]:
    """The codec that a byte order mark or a pattern of NUL bytes shows, the mark's length, and words; "" for none.

    >>> wide_encoding("ab,cd".encode("utf-16-le"))
    ('utf-16-le', 0, 'UTF-16 without byte order mark (guessed)')
    """
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return codec, len(bom), f"{codec[:6].rstrip('-').upper()} with byte order mark"
    size = len(head) // 4 * 4
    if size < 8:
        return _wide_pair(head)
    share = [head[i:size:4].count(0) / (size / 4) for i in range(4)]
    if min(share[1:]) > 0.9 and share[0] < 0.1:
        return "utf-32-le", 0, "UTF-32 without byte order mark (guessed)"
    if min(share[:3]) > 0.9 and share[3] < 0.1:
        return "utf-32-be", 0, "UTF-32 without byte order mark (guessed)"
    return _wide_pair(head)


def _wide_pair(head: bytes) -> tuple[str, int, str]:
    half = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    words = "UTF-16 without byte order mark (guessed)"
    if odd > 0.4 and even < 0.1:
        return "utf-16-le", 0, words
    if even > 0.4 and odd < 0.1:
        return "utf-16-be", 0, words
    return "", 0, ""


def is_noise(head: bytes) -> bool:
    """Whether bytes are no text in any encoding: too many control bytes, or mostly NUL.

    >>> is_noise(bytes(range(256)) * 4), is_noise(b"id,name")
    (True, False)
    """
    control = sum(head.count(b) for b in range(1, 32) if b not in (9, 10, 12, 13, 27, 28, 29, 30, 31))
    return control > max(3, 0.02 * len(head)) or head.count(0) > 0.3 * len(head)
