"""How does a table leave as a file? As CSV that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as a file to keep: UTF-8 with the mark that Excel asks for; text that would be a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def guarded(cell: object) -> str:
    """A cell as text; one that a spreadsheet would reckon gets an apostrophe in front.

    >>> guarded("=1+1"), guarded("Ann"), guarded(-3)
    ("'=1+1", 'Ann', '-3')
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(STARTS) else text
