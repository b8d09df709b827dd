"""What does the page of a mapping say? Questions with their answers, the other choices, and what would come of it."""

import re
from collections.abc import Mapping
from typing import Any

from coterie.studio.projects.models import Dataset
from coterie.studio.screens.mapping import forms

KINDS = {
    "orders": "Orders",
    "customers": "Customers",
    "events": "Visits and clicks",
    "responses": "Survey answers",
    "texts": "Reviews and messages",
    "touches": "Campaign contacts",
    "products": "Products",
}
REASON = re.compile(r" \((COT-\d{3})\)$")
SHOWN = 60  # columns of a file that are listed; a file may have thousands
SURE = 0.7
PLAIN = ("", "typed", "unix", "unix_ms", "excel")  # forms that have no order of day and month


def of_dataset(dataset: Dataset) -> list[dict[str, Any]]:
    """Each file as the page shows it."""
    names = {str(source.pk): source for source in dataset.sources.all()}
    told = []
    for number, file in enumerate(dataset.guess.get("files", [])):
        source = names.get(str(file.get("source")))
        told.append(_file(number, file, source.name if source else file["path"]))
    return told


def _file(number: int, file: Mapping[str, Any], name: str) -> dict[str, Any]:
    offer = file.get("offer", {})
    seen = offer.get("seen", [])
    headless = file.get("facts", {}).get("header", "").startswith("no")
    asked = [_question(number, each, seen, headless) for each in offer.get("questions", [])]
    return {
        "number": number,
        "name": name,
        "source": file.get("source"),
        "kind": file["kind"],
        "kind_name": KINDS.get(file["kind"], ""),
        "kind_field": forms.field(number, "@kind"),
        "kinds": [{**each, "name": KINDS.get(each["kind"], each["kind"])} for each in offer.get("kinds", [])],
        "row": next((each["row"] for each in offer.get("kinds", []) if each["kind"] == file["kind"]), ""),
        "rows": file["rows"],
        "facts": _facts(file.get("facts", {})),
        "headless": headless,
        "part": file.get("facts", {}).get("looked at", ""),
        "needed": [each for each in asked if _first(each)],
        "more": [each for each in asked if not _first(each)],
        "dates": _dates(number, file, asked),
        "decimal": _decimal(number, file, asked),
        "columns": [_column(each, place, headless) for place, each in enumerate(seen[:SHOWN], 1)],
        "others": max(0, len(seen) - SHOWN),
        "preview": _preview(seen[:SHOWN], headless),
        "consequence": file.get("consequence", ""),
        "account": file.get("account"),
        "blocks": _checks(file, "block"),
        "warns": _checks(file, "warn"),
        "noticed": sum(check["grade"] in ("warn", "info") for check in file["checks"]),
        "infos": _checks(file, "info"),
        "traits": list(file.get("attributes", [])),
        **_told(number, file, seen),
    }


def _checks(file: Mapping[str, Any], grade: str) -> list[dict[str, Any]]:
    """The checks of a grade; the code of a reason stands beside the words and not in them.

    >>> found = {"grade": "warn", "code": "COT-529", "found": "1 of 7 rows: no customer (COT-401)"}
    >>> _checks({"checks": [found]}, "warn")[0]["found"], _checks({"checks": [found]}, "warn")[0]["code"]
    ('1 of 7 rows: no customer', 'COT-401')
    """
    out = []
    for check in file["checks"]:
        inner = REASON.search(check["found"])
        told = {"found": check["found"][: inner.start()], "code": inner[1]} if inner else {}
        out += [{**check, **told}] if check["grade"] == grade else []
    return out


def _first(question: Mapping[str, Any]) -> bool:
    """Whether a question is shown at once: what an import needs, and what was found."""
    return bool(question["required"] or question["source"])


def _question(number: int, each: Mapping[str, Any], seen: list[dict[str, Any]], headless: bool) -> dict[str, Any]:
    names = [column["name"] for column in seen]
    likely = [name for name in (each["source"], *each["alternatives"]) if name]
    rest = [name for name in names if name not in likely]
    return {
        **each,
        "field": forms.field(number, each["name"]),
        "likely": [(name, label(name, names, headless)) for name in likely],
        "rest": [(name, label(name, names, headless)) for name in rest[:300]],
        "unsure": bool(each["source"]) and each["by"] == "guess" and each["sure"] < SURE,
    }


def _told(number: int, file: Mapping[str, Any], seen: list[dict[str, Any]]) -> dict[str, Any]:
    """What columns about customers tell: those whose answer could change the groups first, the others folded."""
    told, examples = file.get("told", [])[:SHOWN], {each["name"]: each["examples"] for each in seen}
    asked = [
        {
            **each,
            "field": forms.field(number, f"@tells-{each['name']}"),
            "choices": [(code, _effect(code, each)) for code in forms.TELLS],
            "examples": examples.get(each["source"], []),
        }
        for each in told
    ]
    return {
        "asked": [each for each in asked if each["matters"]],
        "folded": [each for each in asked if not each["matters"]],
        "forming": any(each["forming"] for each in told),
    }


def _effect(code: str, each: Mapping[str, Any]) -> str:
    """An answer with what follows from it, where that differs between the answers."""
    said = forms.TELLS[code]
    if not each["matters"] or code == "ignored":
        return said
    return f"{said}: {'forms groups' if code in ('behavioural', 'value') else 'describes'}"


def label(name: str, names: list[str], headless: bool) -> str:
    """What a column is called in a choice: its name, or its place where the file has no names.

    >>> label("2", ["1", "2"], True), label("Betrag", ["Kunde", "Betrag"], False)
    ('Column 2', 'Betrag')
    """
    if headless:
        return f"Column {names.index(name) + 1}" if name in names else f"Column {name}"
    return name if name.strip() else f"Column {names.index(name) + 1} (no name)"


def _facts(facts: Mapping[str, str]) -> list[str]:
    words = []
    if facts.get("format") not in (None, "", "text"):
        words.append(facts["format"])
    for key, text in (("sheet", "sheet {}"), ("encoding", "{}"), ("delimiter", "fields parted by {}")):
        if facts.get(key):
            words.append(text.format(facts[key]))
    if facts.get("header", "").startswith("no"):
        words.append("no column names")
    return words


def _dates(number: int, file: Mapping[str, Any], asked: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The order of day and month, where a column of days is written in signs that could be read otherwise."""
    for each in asked:
        if (
            each["type"] == "moment"
            and each["source"]
            and each["date"] not in ("", "typed", "unix", "unix_ms", "excel")
        ):
            now = _order(each["date"])
            return {"field": forms.field(number, "@dates"), "now": now, "choices": list(forms.ORDERS.items())}
    ambiguous = any(check["code"] in ("COT-303", "COT-304") for check in file["checks"])
    return (
        {"field": forms.field(number, "@dates"), "now": "", "choices": list(forms.ORDERS.items())}
        if ambiguous
        else None
    )


def written(number: int, file: Mapping[str, Any]) -> dict[str, str]:
    """How days and numbers of a file were read, as the page shows it: "dates" and "decimal"."""
    told = _file(number, file, "")
    return {name: told[name]["now"] for name in ("dates", "decimal") if told[name]}


def _order(form: str) -> str:
    """Which of day, month and year comes first.

    >>> _order("%d/%m/%Y %H:%M"), _order("%m/%d/%y"), _order("iso")
    ('dmy', 'mdy', 'ymd')
    """
    at = {sign: form.find(sign) for sign in ("%d", "%m", "%b", "%B")}
    day, month = at["%d"], max(at["%m"], at["%b"], at["%B"])
    if form == "iso" or form.startswith(("%Y", "%y")):
        return "ymd"
    return "dmy" if 0 <= day < month else "mdy"


def _decimal(number: int, file: Mapping[str, Any], asked: list[dict[str, Any]]) -> dict[str, Any] | None:
    read = [each for each in asked if each["type"] in forms.NUMBERS and each["source"]]
    if not read:
        return None
    now = "," if any(each["decimal"] == "," for each in read) else "."
    return {"field": forms.field(number, "@decimal"), "now": now, "choices": list(forms.MARKS.items())}


def _column(each: Mapping[str, Any], place: int, headless: bool) -> dict[str, Any]:
    used = each["used_as"] or (f"trait {each['trait']}" if each["trait"] else "")
    return {**each, "shown": f"Column {place}" if headless or not each["name"].strip() else each["name"], "used": used}


def _preview(seen: list[dict[str, Any]], headless: bool) -> list[dict[str, Any]]:
    """Examples of each column; they are drawn column by column, so that they do not form rows of people."""
    return [{"name": each["name"], "examples": each["examples"]} for each in seen]


def headline(files: list[dict[str, Any]]) -> str:
    """What an import would take, in one sentence."""
    read = sum(file["account"]["read"] for file in files if file["account"])
    taken = sum(file["account"]["accepted"] for file in files if file["account"])
    blocked = sum(bool(file["blocks"]) for file in files if file["kind"])
    if blocked:
        return "One thing is needed before the import" if blocked == 1 else f"{blocked} files need an answer first"
    if not read:
        return "Say what these files are"
    some = "the first " if any(file["part"] for file in files) else ""
    return f"{taken:,} of {some}{read:,} rows would be taken"
