"""Which columns of the customers file are groups that somebody made before?"""

from dataclasses import replace

import numpy as np

from coterie.features.naming import words_of
from coterie.terms import CustomerTable, Trait

LEAST, MOST = 2, 20  # groups
_NOUNS = {"segment", "segments", "segmentation", "cluster", "clusters", "group", "tier"}
_OWNERS = {
    "assigned", "client", "cluster", "consumer", "crm", "current", "cust", "customer", "given", "loyalty", "marketing",
    "member", "my", "old", "our", "persona", "rfm", "segment", "shopper", "user", "value",
}  # fmt: skip
_ENDS = {"code", "id", "label", "labels", "name", "no", "nr", "number"}


def with_given(table: CustomerTable) -> CustomerTable:
    """The same table with the columns marked that give groups: they describe, and never form, the groups we find.

    A column is taken for one by its name (segment, segmentation, cluster, group or tier, alone or after a word such as
    customer or loyalty; an age group or a city tier is none) and its 2 to 20 levels.
    """
    return replace(table, traits=tuple(_marked(trait, table) for trait in table.traits))


def is_given_name(source: str) -> bool:
    """Whether a name speaks of groups of customers that somebody made.

    >>> [is_given_name(n) for n in ("Segmentation", "customer_segment", "ClusterID", "Age Group", "city_tier")]
    [True, True, True, False, False]
    """
    words = list(words_of(source))
    while len(words) > 1 and words[-1] in _ENDS:
        words.pop()
    return bool(words) and words[-1] in _NOUNS and set(words[:-1]) <= _OWNERS


def _marked(trait: Trait, table: CustomerTable) -> Trait:
    source = trait.source.removeprefix("customers.")
    if source == trait.source or not is_given_name(source) or not LEAST <= _levels(trait, table) <= MOST:
        return trait
    return replace(trait, given=True, forming=False)


def _levels(trait: Trait, table: CustomerTable) -> int:
    """How many groups a column could give; 0 for what gives none."""
    values = table.columns[trait.name]
    if trait.kind == "categorical":
        return len({v for v in values.tolist() if v is not None})
    if trait.kind not in ("flag", "ordered", "numeric"):
        return 0
    known = np.unique(values[~np.isnan(values)])
    return len(known) if bool((known == np.floor(known)).all()) else 0
