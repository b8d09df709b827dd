"""What does a program read when it does not work? A code, what was found, what was expected, what to do."""

import json
import logging
import secrets
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from ninja import Schema

from coterie.terms import Problem
from coterie.terms.codes import CODES

LOG = logging.getLogger("coterie.studio")
WORDS = {
    400: "COT-186", 401: "COT-181", 403: "COT-182", 404: "COT-183", 409: "COT-184",
    412: "COT-163", 413: "COT-185", 422: "COT-186", 429: "COT-189", 500: "COT-191", 503: "COT-191",
}  # fmt: skip


class ProblemPart(Schema):
    """One thing that is wrong."""

    code: str
    found: str
    expected: str
    remedy: str


class ProblemOut(ProblemPart):
    """The first thing that is wrong, and all of them under `problems`; `number` stands in the log of the studio."""

    status: int
    problems: list[ProblemPart]
    number: str


class Refused(Exception):
    """The call is answered with a problem."""

    def __init__(self, status: int, code: str, found: str, expected: str = "", wait: int | None = None) -> None:
        super().__init__(found)
        self.status, self.wait = status, wait
        self.problems = (Problem(code, found, expected),)


def absent(what: str) -> Refused:
    """404 for something that is not there, or is another project's."""
    return Refused(404, "COT-183", f"there is no {what}")


def told(refused: Refused) -> HttpResponse:
    """The answer to a refused call."""
    response = problem(refused.status, refused.problems)
    if refused.wait is not None:
        response["Retry-After"] = str(refused.wait)
    if refused.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="coterie"'
    return response


def problem(status: int, problems: Iterable[Problem], number: str = "") -> HttpResponse:
    """An answer of this status with these problems."""
    parts = [plain(each) for each in problems]
    body = {**parts[0], "status": status, "problems": parts, "number": number}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/json")


def of_status(status: int, found: str) -> HttpResponse:
    """An answer of this status in its usual words."""
    return problem(status, (Problem(WORDS.get(status, "COT-186"), found),))


def broken(fault: Exception, where: str) -> HttpResponse:
    """500 with a number that stands in the log, never a traceback."""
    number = secrets.token_hex(4)
    LOG.error("Error %s at %s", number, where, exc_info=fault)
    return problem(500, (Problem("COT-191", "the studio met a fault"),), number)


def plain(each: Problem) -> dict[str, Any]:
    """A problem as JSON, with the words of the catalogue where it has none of its own."""
    code = CODES[each.code]
    where = f"{each.where}: " if str(each.where) else ""
    return {
        "code": each.code,
        "found": f"{where}{each.found}",
        "expected": each.expected or code.expected,
        "remedy": each.remedy or code.remedy,
    }
