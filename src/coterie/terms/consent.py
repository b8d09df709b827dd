"""Which column says that a customer may be written to?"""

import re
from collections.abc import Iterable

YES = frozenset(("yes", "y", "true", "t", "1", "1.0", "on"))
NO = frozenset(("no", "n", "false", "f", "0", "0.0", "off"))
_TOLD = ("consent", "marketing_consent", "email_consent", "accepts_marketing", "accepts_email_marketing", "opt_in")
_SAYS = re.compile(
    r"(^|_)(consent(s|ed)?|opt_?in|opted_in|accepts?(_\w+)?_marketing|subscribed|subscription_?consent|"
    r"newsletter|gdpr|dsgvo|einwilligung|consentement|consentimiento|(may|can)_(contact|email|mail))(_|$)"
)
_DENIES = re.compile(
    r"(^|_)(opt_?out|opted_out|un_?subscribed|withdrawn|no|not|date|at|on|time|source|version|id)(_|$)"
)


def consent_column(names: Iterable[str]) -> str:
    """The column that most likely tells consent, "" where none does.

    names    columns that say yes or no; others cannot tell it.

    >>> consent_column(["age", "newsletter_consent", "opt_out"]), consent_column(["city"])
    ('newsletter_consent', '')
    """
    found = [(_rank(name), i, name) for i, name in enumerate(names) if _rank(name) is not None]
    return min(found)[2] if found else ""


def agrees(value: object) -> bool:
    """Whether a cell of a column of consent says yes; a missing one does not."""
    return str(value).strip().lower() in YES


def asks_consent(name: str, values: Iterable[object]) -> bool:
    """Whether a column tells consent: named plainly so, or by a telling name with nothing but yes and no in it.

    >>> asks_consent("newsletter_consent", [1.0, 0.0, None]), asks_consent("newsletter", ["weekly"])
    (True, False)
    >>> asks_consent("consent", ["granted"])
    True
    """
    rank = _rank(name)
    if rank is None or rank < len(_TOLD):
        return rank is not None
    said = {str(v).strip().lower() for v in values if v is not None} - {"nan"}
    return bool(said) and said <= YES | NO


def _rank(name: str) -> int | None:
    plain = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()).strip("_")
    if plain in _TOLD:
        return _TOLD.index(plain)
    return len(_TOLD) if _SAYS.search(plain) and not _DENIES.search(plain) else None
