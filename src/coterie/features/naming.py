"""What is a column called on a page, and what kind of thing does its name speak of?

Names are taken apart into words; each list below holds words of English column names as they occur in shop systems
and public data sets. An unknown name gives its own words as label and counts as demographic; only where there are no
orders may a number under such a name form groups.
"""

import re
from collections.abc import Sequence

from coterie.terms.mapping import Group


def _set(words: str) -> set[str]:
    return set(words.split())


_PARTS = re.compile(r"\d+|[^\W\d_]+")
_HUMPS = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_SPELLED = {
    "num": "number of",
    "nr": "number of",
    "no": "number of",
    "cnt": "number of",
    "mnt": "spend on",
    "amt": "amount",
    "qty": "quantity",
    "avg": "average",
    "dt": "date",
    "yr": "year",
    "pct": "per cent",
    "cust": "customer",
    "cmp": "campaign",
    "addr": "address",
    "desc": "description",
}
_WHOLE = {
    "year birth": "Year of birth",
    "birth year": "Year of birth",
    "dt customer": "Customer since",
    "kidhome": "Children at home",
    "kids home": "Children at home",
    "teenhome": "Teenagers at home",
    "kids count": "Number of children",
    "household comp": "Household",
    "response": "Responded to the last campaign",
    "complain": "Complained",
    "recency": "Days since the last purchase",
    "ever married": "Ever married",
    "dob": "Date of birth",
}
_BORN = {"birth", "birthyear", "yob", "dob", "birthdate", "birthday", "born"}
_AGE = {"age", "ages"}
_INCOME = {"income", "salary", "wage", "wages", "earnings"}
_DEMOGRAPHIC = {
    *_BORN,
    *_AGE,
    *_INCOME,
    *_set(
        "education degree graduated graduation school marital married partner spouse kid kids kidhome teenhome teen "
        "teens children child dependents household family gender sex race ethnicity ethnic religion nationality "
        "latitude longitude lat lon lng height weight bmi "
        "country region city state town zip zipcode postcode postal address profession occupation job work employment "
        "home ownership homeowner language senior citizen area"
    ),
}
_SENSITIVE = {
    *_BORN,
    *_AGE,
    *_set(
        "gender sex race ethnicity ethnic religion nationality marital married partner spouse kid kids kidhome "
        "teenhome teen teens children child dependents household family health disability senior citizen pregnant "
        "orientation political"
    ),
}
_VALUE = _set(
    "mnt spend spent spending amount revenue sales monetary clv ltv charge charges value paid turnover profit margin "
    "bill arpu mrr history cost"
)
_BEHAVIOURAL = _set(
    "num purchase purchases visit visits recency frequency orders order count clicks click opens open logins login "
    "sessions session accepted response responded complain complaint complaints campaign cmp contract subscription "
    "usage minutes calls channel device payment billing service services support streaming churn tenure newsletter "
    "converted conversion web store catalog catalogue deals newbie plan membership member loyalty customer since "
    "joined signup registered registration enrolled"
)
_ATTITUDINAL = _set(
    "satisfaction satisfied rating nps csat review opinion agree agreement interest interests likes preference "
    "preferences attitude trust recommend sentiment"
)
_SINCE = _set("customer since joined join signup registered registration enrolled created opened start member")
_CODES = _set("id code number key uuid guid index phone email mail hash ref")
_LABELS_BY_NUMBER = _set("gender sex zip zipcode postcode postal region area race cluster class type label target")
_COUNTS = {"num", "nr", "no", "cnt"}
_ONE_WORD = {"customer": "a customer", "month": "a month", "year": "a year", "week": "a week", "day": "a day"}


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case.

    >>> words_of("NumWebVisitsMonth"), words_of("year_birth"), words_of("Z_CostContact2")
    (('num', 'web', 'visits', 'month'), ('year', 'birth'), ('z', 'cost', 'contact', '2'))
    """
    return tuple(word.lower() for part in _PARTS.findall(name) for word in _HUMPS.split(part))


def label_of(name: str) -> str:
    """What a column is called on a page.

    >>> [label_of(n) for n in ("MntFishProducts", "NumDealsPurchases", "NumWebVisitsMonth", "AcceptedCmp3", "num_pet")]
    ['Spend on fish', 'Deal purchases', 'Web visits a month', 'Accepted campaign 3', 'Number of pet']
    """
    words = words_of(name)
    if not words:
        return name
    known = _WHOLE.get(" ".join(words))
    if known:
        return known
    spoken = _spoken_words(_bought(words))
    text = " ".join(_counted(spoken) if words[0] in _COUNTS else spoken)
    return text[0].upper() + text[1:]


def _bought(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a spend column without the "products" that each of them has: spend on fish, on sweets."""
    if words[0] == "mnt" and len(words) > 2 and words[-1] in {"prods", "products"}:
        return (*words[:-2], "sweets" if words[-2] == "sweet" else words[-2])
    return words


def _spoken_words(words: Sequence[str]) -> list[str]:
    return [_SPELLED.get(w, w) if i == 0 or w not in {"no", "nr"} else w for i, w in enumerate(words)]


def _counted(spoken: list[str]) -> list[str]:
    """A count by what it counts: "web purchases", not "number of web purchases"; with "a month" where it is of one."""
    per = [_ONE_WORD[spoken[-1]]] if len(spoken) > 2 and spoken[-1] in {"month", "year", "week", "day"} else []
    counted = spoken[: len(spoken) - len(per)]
    if len(counted) > 1 and counted[-1].endswith("s"):
        kinds = [
            w.removesuffix("s") if w in {"deals", "coupons", "promotions"} else w for w in counted[1:-1] if w != "of"
        ]
        counted = [*kinds, counted[-1]]
    return [*counted, *per]


def spoken(text: str) -> str:
    """A level as it reads inside a sentence: what a till prints in capitals only is written small.

    >>> spoken("SOFT DRINKS"), spoken("Soft Drinks"), spoken("TV")
    ('soft drinks', 'Soft Drinks', 'TV')
    """
    return text.lower() if text.isupper() and len(text) > 4 else text


def slug(text: str) -> str:
    """Letters, digits and underscores only, lower case; "x" where nothing is left.

    >>> slug("Fish & Chips (frozen)"), slug("!")
    ('fish_chips_frozen', 'x')
    """
    return "_".join(re.findall(r"\w+", text.lower())).strip("_") or "x"


def unused(name: str, taken: set[str]) -> str:
    """The name, or the name with the first number from 2 that makes it new; it is added to those taken.

    >>> unused("share", {"share"})
    'share_2'
    """
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found


def group_of(words: Sequence[str]) -> Group:
    """The group that the words of a name speak of.

    >>> [group_of(words_of(n)) for n in ("Income", "MntWines", "NumDealsPurchases", "satisfaction", "Var_1")]
    ['demographic', 'value', 'behavioural', 'attitudinal', 'demographic']
    """
    said = set(words)
    if said & _ATTITUDINAL:
        return "attitudinal"
    if said & {"num", "accepted", "recency", "frequency"}:
        return "behavioural"
    if said & _DEMOGRAPHIC:
        return "demographic"
    if said & _VALUE:
        return "value"
    return "behavioural" if said & _BEHAVIOURAL else "demographic"


def is_known(words: Sequence[str]) -> bool:
    """Whether a name speaks of anything that this list knows.

    >>> [is_known(words_of(n)) for n in ("Income", "CreditScore", "x1", "MntWines")]
    [True, False, False, True]
    """
    return bool(set(words) & (_ATTITUDINAL | _DEMOGRAPHIC | _SENSITIVE | _VALUE | _BEHAVIOURAL | {"num", "accepted"}))


def is_sensitive(words: Sequence[str]) -> bool:
    """Whether a name speaks of something that describes people but should not sort them unasked."""
    return bool(set(words) & _SENSITIVE)


def is_birth(words: Sequence[str]) -> bool:
    """Whether a name speaks of a birth year or birthday."""
    return bool(set(words) & _BORN)


def is_income(words: Sequence[str]) -> bool:
    """Whether a name speaks of income."""
    return bool(set(words) & _INCOME)


def is_code(words: Sequence[str]) -> bool:
    """Whether a name speaks of an identifier."""
    return bool(set(words) & _CODES) and "num" not in words


def is_class(words: Sequence[str]) -> bool:
    """Whether numbers under that name are labels rather than amounts."""
    return bool(set(words) & _LABELS_BY_NUMBER)


def is_since(words: Sequence[str]) -> bool:
    """Whether a date under that name says since when somebody is a customer."""
    return bool(set(words) & _SINCE)


def unit_of(words: Sequence[str], group: Group) -> str:
    """The unit that a name suggests, "" where it suggests none.

    >>> unit_of(words_of("Income"), "demographic"), unit_of(words_of("Age"), "demographic")
    ('currency', 'years')
    """
    said = set(words)
    if said & _AGE:
        return "years"
    if said & {"recency"}:
        return "days"
    if said & _INCOME or (group == "value" and not said & {"score", "index", "class"}):
        return "currency"
    return "share" if said & {"share", "rate", "ratio"} else ""
