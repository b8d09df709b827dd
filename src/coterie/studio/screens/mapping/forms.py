"""What did a person say about the columns? Choices of the page become words that an inspection follows."""

from collections.abc import Mapping, Sequence
from typing import Any

NONE = ""  # the answer "this file does not say"
ORDERS = {"dmy": "day first, as 31/12/2024", "mdy": "month first, as 12/31/2024", "ymd": "year first, as 2024-12-31"}
MARKS = {".": "1,234.56", ",": "1.234,56"}
TELLS = {
    "demographic": "Who they are",
    "behavioural": "What they do",
    "value": "What they spend",
    "attitudinal": "What they say",
    "ignored": "Not used (an outcome)",
}
NUMBERS = ("money", "quantity", "number")


def field(number: int, name: str) -> str:
    """What a field of the form is called: the file's place on the page, and the question."""
    return f"file{number}-{name}"


def said(
    number: int,
    file: Mapping[str, Any],
    kind: str,
    given: Mapping[str, str],
    before: Sequence[str],
    shown: Mapping[str, str],
) -> list[str]:
    """The words that follow from the choices for one file: what differs from the guess, or was said before.

    number    the file's place on the page.
    file      as the inspection told it.
    kind      the kind that was chosen.
    given     the fields of the form.
    before    the words by which the file was read last.
    shown     how days ("dates") and numbers ("decimal") were read.
    """
    if kind != file["kind"]:
        return []  # other questions belong to another kind: they are asked when the file was read again
    words = []
    for each in file["offer"].get("questions", []):
        chosen = given.get(field(number, each["name"]))
        if chosen is None:
            continue
        if chosen != each["source"] or each["by"] == "person":
            words.append(f"{kind}.{each['name']}={chosen}")
    for each in file.get("told", []):
        chosen = given.get(field(number, f"@tells-{each['name']}"))
        if chosen in TELLS and (chosen != each["tells"] or each["by"] == "person"):
            words.append(f"customers.trait.{each['name']}={chosen}")
    for name, known in (("dates", ORDERS), ("decimal", MARKS)):
        chosen = given.get(field(number, f"@{name}"), "")
        word = f"{kind}.{name}={chosen}"
        if chosen in known and (chosen != shown.get(name) or word in before):
            words.append(word)
    return words
