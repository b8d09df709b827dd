"""Which methods of finding groups are there? Our own, and those that other installed packages bring.

A package brings a method by an entry point of the group ``coterie.segments`` that names a :class:`Method`. Its form
must be one of ``coterie.methods.forms``, so that saving, scoring and SQL work as for all others.
"""

from importlib.metadata import entry_points

from coterie.methods.segments import (
    dbscan,
    embedding,
    fuzzy,
    hdbscan,
    hierarchical,
    kmeans,
    latent_class,
    micro_segments,
    minibatch,
    mixture,
    nmf,
    prototypes,
)
from coterie.methods.segments.method import Method
from coterie.terms import Failed, Problem

PLAIN = {"tiers": "value tiers", "everyone": "one group"}
GROUP = "coterie.segments"
OWN: tuple[Method, ...] = (
    kmeans.METHOD,
    mixture.METHOD,
    mixture.DIAGONAL,
    minibatch.METHOD,
    hierarchical.METHOD,
    fuzzy.METHOD,
    latent_class.METHOD,
    prototypes.METHOD,
    nmf.METHOD,
    dbscan.METHOD,
    hdbscan.METHOD,
    micro_segments.METHOD,
    embedding.METHOD,
)


def methods() -> dict[str, Method]:
    """Every method by name: our own in their order, then those of other packages by name.

    Raises    Failed (COT-709) where an entry point cannot be loaded, is no method, or takes a name that is taken.
    """
    found = {method.name: method for method in OWN}
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        where = f"the entry point {point.name} = {point.value}"
        try:
            method = point.load()
        except Exception as error:  # whatever a foreign package raises while it is imported
            raise Failed(Problem("COT-709", f"{where} cannot be loaded ({error})")) from error
        if not isinstance(method, Method):
            raise Failed(Problem("COT-709", f"{where} is a {type(method).__name__}"))
        if found.get(method.name, method) is not method:
            raise Failed(Problem("COT-709", f"{where} brings the name {method.name!r}, which is taken"))
        found[method.name] = method
    return found


def method_words(method: str) -> str:
    """A method as it is called in a sentence."""
    known = methods().get(method)
    return known.label if known is not None else PLAIN.get(method, f"the grid {method}")
