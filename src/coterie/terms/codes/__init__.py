"""The catalogue of codes: every error, rejection, warning and note, once, with its page in the docs.

COT-1xx words · 2xx reading files · 3xx mapping · 4xx rejected rows · 5xx quality · 6xx days and traits ·
7xx segments · 8xx value and predictions · 9xx output and parts.
"""

from coterie.terms.codes import (
    calls,
    mapping,
    parts,
    predict,
    quality,
    reading,
    rows,
    segments,
    studies,
    traits,
    value,
    words,
)
from coterie.terms.codes.code import Code

__all__ = ["CODES", "Code"]


def _catalogue() -> dict[str, Code]:
    known: dict[str, Code] = {}
    for chapter in (words, calls, reading, mapping, rows, quality, traits, segments, value, predict, studies, parts):
        for code in chapter.CODES:
            if code.id in known:
                raise ValueError(f"two codes are called {code.id}: {known[code.id].title!r}, {code.title!r}")
            known[code.id] = code
    return known


CODES: dict[str, Code] = _catalogue()
