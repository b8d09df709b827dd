"""What is written on paper: personas and the short report as PDF, made without a browser.

The library that writes PDF is loaded when the first sheet is printed: most runs print none.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, cast

from coterie.report.sheets import Sheets

__all__ = ["people_pdf", "study_pdf"]


def people_pdf(found: Sheets) -> bytes:
    """The sheets as one PDF; see :func:`coterie.report.pdf.people.people_pdf`."""
    return cast("bytes", import_module("coterie.report.pdf.people").people_pdf(found))


def study_pdf(
    summary: Mapping[str, Any],
    verdict: Mapping[str, Any] | None,
    segments: Sequence[Mapping[str, Any]],
    found: Sheets,
) -> bytes:
    """The short report as a PDF; see :func:`coterie.report.pdf.study.study_pdf`."""
    made = import_module("coterie.report.pdf.study").study_pdf(summary, verdict, segments, found)
    return cast("bytes", made)
