"""How is a date written, and which SQL expression reads it?

Every candidate format is judged on all rows of the column, never on the first few: "01/02" looks the same in both
orders, and reading month first what was written day first gives wrong dates without an error.
"""

import re
from collections.abc import Iterable

from coterie.terms.mapping import DateOrder

ISO = "iso"
EXCEL = "excel"
UNIX = "unix"
UNIX_MS = "unix_ms"
TYPED = "typed"
BETWEEN = " | "  # between formats of a column that mixes them

_TIME = re.compile(
    r"(?P<join>,? +|T)(?P<hour>[0-9]{1,2}):[0-9]{2}(?P<second>:[0-9]{2})?(?P<fraction>\.[0-9]{1,9})?"
    r"(?P<half> ?[AaPp][Mm])?$"
)
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}))?)?"
)
_NUMBERS = re.compile(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2([0-9]{1,4})")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LONG = "january|february|march|april|june|july|august|september|october|november|december"
_NAMED = re.compile(rf"([0-9]{{1,2}})([- /.])({_MONTHS}|{_LONG})\2([0-9]{{4}}|[0-9]{{2}})", re.IGNORECASE)
_NAMED_FIRST = re.compile(
    rf"({_MONTHS}|{_LONG})([- ])([0-9]{{1,2}})(?:(, ?)([0-9]{{4}})|\2([0-9]{{4}}|[0-9]{{2}}))", re.IGNORECASE
)
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WEEKDAY = re.compile(rf"({_WEEKDAYS}|mon|tue|wed|thu|fri|sat|sun)(,? )", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")


def candidates(cell: str) -> tuple[str, ...]:
    """Every format in which the text could be a date, none if it is none.

    >>> candidates("2024-03-02T10:00:00Z"), candidates("05/03/2024"), candidates("25.03.24 14:05")
    (('iso',), ('%d/%m/%Y', '%m/%d/%Y'), ('%d.%m.%y %H:%M',))
    >>> candidates("20240305"), candidates("hello"), candidates("5 Mar 2024")
    (('%Y%m%d',), (), ('%d %b %Y',))
    """
    if _ISO.fullmatch(cell):
        return (ISO,)
    if re.fullmatch(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", cell):
        return ("%Y%m%d",)
    time = _TIME.search(cell)
    day, tail = (cell, "") if time is None else (cell[: time.start()], _time_format(time))
    return tuple(each + tail for each in _day_formats(day))


def _time_format(time: re.Match[str]) -> str:
    hour = "%I" if time["half"] else "%H"
    second = ":%S" if time["second"] else ""
    fraction = ".%f" if time["fraction"] else ""
    half = (" %p" if time["half"].startswith(" ") else "%p") if time["half"] else ""
    return f"{time['join']}{hour}:%M{second}{fraction}{half}"


def _day_formats(day: str) -> list[str]:
    weekday = _WEEKDAY.match(day)
    if weekday:
        start = ("%a" if len(weekday[1]) == 3 else "%A") + weekday[2]
        return [start + each for each in _day_formats(day[weekday.end() :]) if "%b" in each or "%B" in each]
    if _EAST_ASIAN.fullmatch(day):
        return ["%Y年%m月%d日"]
    named = _NAMED.fullmatch(day)
    if named:
        month = "%b" if len(named[3]) == 3 else "%B"
        year = "%Y" if len(named[4]) == 4 else "%y"
        return [f"%d{named[2]}{month}{named[2]}{year}"]
    first = _NAMED_FIRST.fullmatch(day)
    if first:
        year = "%Y" if len(first[5] or first[6]) == 4 else "%y"
        return [f"{'%b' if len(first[1]) == 3 else '%B'}{first[2]}%d{first[4] or first[2]}{year}"]
    numbers = _NUMBERS.fullmatch(day)
    if not numbers:
        return []
    a, mark, b, c = numbers[1], numbers[2], numbers[3], numbers[4]
    if len(a) == 4:
        return [f"%Y{mark}%m{mark}%d"] if len(c) <= 2 else []
    if len(a) > 2 or len(c) not in (2, 4):
        return []
    year = "%Y" if len(c) == 4 else "%y"
    out = [f"%d{mark}%m{mark}{year}"] if int(a) <= 31 and int(b) <= 12 else []
    # Points between the numbers are written day first everywhere.
    return out + ([f"%m{mark}%d{mark}{year}"] if mark != "." and int(a) <= 12 and int(b) <= 31 else [])


def all_candidates(cells: Iterable[str]) -> tuple[str, ...]:
    """Every format that any of the cells suggests, sorted, with the twin of a d/m format beside it."""
    found = {form for cell in cells for form in candidates(cell)}
    twins = {twin(form) for form in found}
    return tuple(sorted(found | {t for t in twins if t}))


def twin(form: str) -> str:
    """The format with day and month changed places, "" where they cannot be confused."""
    for mark in "-/ ":
        day, month = f"%d{mark}%m{mark}", f"%m{mark}%d{mark}"
        if form.startswith(day):
            return month + form[len(day) :]
        if form.startswith(month):
            return day + form[len(month) :]
    return ""


def order_of(form: str) -> DateOrder | None:
    """Day, month and year as they follow each other in a format; None where the format leaves no doubt."""
    if not twin(form):
        return None
    return "dmy" if form.startswith("%d") else "mdy"


def sql_moment(cell: str, kind: str, form: str) -> str:
    """SQL: the timestamp of a cell, NULL where it is blank or unreadable.

    cell    SQL of the raw cell, or of its cleaned text where ``kind`` is "text".
    kind    its type: "text" or the engine's name of it.
    form    the format or formats of a :class:`coterie.terms.ColumnMap`.
    """
    if is_moment(kind):
        return f"cast({cell} as timestamp)"
    text = cell if kind == "text" else f"cast({cell} as varchar)"
    parts = [_sql_one(text, each) for each in (form or ISO).split(BETWEEN)]
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _sql_one(text: str, form: str) -> str:
    if form in (ISO, TYPED):
        tail = "( ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}))?"
        whole = f"[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}([ T][0-9]{{1,2}}:[0-9]{{2}}(:[0-9]{{2}}([.,][0-9]+)?)?{tail})?"
        # The two usual widths are told without a pattern, which costs several times what reading the moment does.
        return (
            f"case when length({text}) <= 10 or {text} like '____-__-__ __:__:__' then try_cast({text} as timestamp) "
            f"when regexp_full_match({text}, '{whole}') then "
            f"try_cast(regexp_extract({text}, '[0-9-]+[ T][0-9]+:[0-9]+(:[0-9]+)?') as timestamp) end"
        )
    if form == EXCEL:
        days = f"try_cast({text} as decimal(18,8))"
        seconds = f"cast(round({days} * 86400, 0) as bigint)"
        return f"case when {days} between 20000 and 80000 then timestamp '1899-12-30' + to_seconds({seconds}) end"
    if form in (UNIX, UNIX_MS):
        seconds = f"try_cast({text} as bigint)" + (" // 1000" if form == UNIX_MS else "")
        return f"timestamp '1970-01-01' + to_seconds({seconds})"
    return f"try_strptime({text}, '{form.replace(chr(39), chr(39) * 2)}')"


def is_moment(kind: str) -> bool:
    """Whether a type of the engine is a date or a timestamp."""
    return kind.startswith(("DATE", "TIMESTAMP"))


def known(form: str) -> bool:
    """Whether every part of a format is one that can be read."""
    words = (ISO, EXCEL, UNIX, UNIX_MS, TYPED)
    return all(f in words or "%d" in f or "%m" in f for f in form.split(BETWEEN))
