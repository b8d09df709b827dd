"""Which columns hold data about a person that no analysis needs? E-mails, telephone numbers, names, addresses."""

import re
from collections.abc import Sequence

from coterie.intake.facts import ColumnFacts
from coterie.intake.names import normal
from coterie.terms import Check

_PHONE = re.compile(r"\+?[0-9(][0-9 ()/.-]{6,18}[0-9]")
_PHONE_NAMES = {
    "phone",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "telefon",
    "handy",
    "telefono",
    "movil",
    "portable",
    "fax",
}
_NAMES = {
    "first name", "last name", "firstname", "lastname", "full name", "surname", "given name", "customer name",
    "vorname", "nachname", "prenom", "nom", "nombre", "apellido", "apellidos", "billing name",
    "shipping name", "contact name",
}  # fmt: skip
_ADDRESS_NAMES = {
    "street",
    "address",
    "address1",
    "address2",
    "strasse",
    "adresse",
    "direccion",
    "rue",
    "calle",
    "iban",
}


def personal_kind(facts: ColumnFacts) -> str:
    """ "e-mail addresses", "telephone numbers", "names", "addresses", or "" for none of them."""
    name = normal(facts.column.name)
    words = set(name.split())
    if facts.mails >= 0.5:
        return "e-mail addresses"
    if not facts.count:
        return ""
    phones = sum(1 for c in facts.cells if _PHONE.fullmatch(c)) / len(facts.cells)
    plus = sum(1 for c in facts.cells if c.startswith("+")) / len(facts.cells)
    if phones >= 0.8 and (words & _PHONE_NAMES or plus >= 0.5):
        return "telephone numbers"
    if name in _NAMES and facts.numeric < 0.5:
        return "names"
    if words & _ADDRESS_NAMES and facts.distinct > 10 and facts.numeric < 0.5:
        return "addresses"
    return ""


def personal_checks(kind: str, facts: Sequence[ColumnFacts], used: set[int]) -> list[Check]:
    """One check for each column with personal data that is not a needed column; ``used`` are the needed positions."""
    out = []
    for each in facts:
        what = personal_kind(each)
        if what and each.column.position not in used:
            found = f"{each.column.name} holds {what}. The column is not used and is left out of every result"
            out.append(Check("COT-523", "info", found, kind, each.column.name, each.count, "cells"))
    return out
