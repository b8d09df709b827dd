"""How does a segment become a persona? Each block from statistics; what cannot be said is said to be missing."""

from hashlib import md5

from coterie.personas import actions, claims
from coterie.personas.facts import Facts
from coterie.personas.member import typical
from coterie.terms import Persona, Results, Segment, Sentence

FLOOR = 30


def compose(results: Results, *, floor: int = FLOOR) -> tuple[Persona, ...]:
    """The personas of a study, in the order of its segments.

    Every number comes from ``results.evidence``; a sentence names the statistics it rests on, and cannot be made
    without them. Traits that made a group define it; only findings (held traits that passed their test) may claim a
    difference.

    results    a study with segmentation, evidence and findings.
    floor      customers below which a group gets no persona: few people told in detail can be recognised.
    Returns    one persona a segment of at least ``floor`` customers; empty without a segmentation.
    """
    if results.segmentation is None:
        return ()
    return tuple(_persona(results, each) for each in results.segmentation.segments if each.size >= floor)


def _persona(results: Results, segment: Segment) -> Persona:
    facts = Facts(results, segment)
    member = typical(facts)
    sentences = (
        *claims.definition(facts),
        *_behaviour(facts),
        *_demographic(facts),
        *_attitude(facts),
        *claims.value(facts),
        *claims.future(facts),
        *actions.needs(facts),
        *actions.do(facts),
        *actions.dont(facts),
        *actions.channel(facts),
        *actions.offer(facts),
        *actions.test(facts),
        *((member,) if member else ()),
    )
    return Persona(segment.id, segment.name, claims.headline(facts), sentences, _seed(segment.id))


def _behaviour(facts: Facts) -> list[Sentence]:
    found = claims.findings(facts, "behaviour", "behavioural")
    if found:
        return found
    held = any(facts.effect(t.name) is not None for t in facts.results.table.traits if t.group == "behavioural")
    if not held:
        return [claims.absent("behaviour", "What else they do: not measured. No orders or visits were given.")]
    text = "No other habit sets them apart: none differs clearly enough from everyone else's."
    return [claims.absent("behaviour", text)]


def _demographic(facts: Facts) -> list[Sentence]:
    if not any(t.group == "demographic" and t.kind != "id" for t in facts.results.table.traits):
        text = "Who they are: not measured. No facts about customers were given."
        return [claims.absent("demographic", text)]
    found = claims.findings(facts, "demographic", "demographic") or [claims.alike(facts)]
    known = claims.coverage(facts)
    return [*found, known] if known else found


def _attitude(facts: Facts) -> list[Sentence]:
    found = claims.findings(facts, "attitude", "attitudinal")
    if found:
        return found
    if any(t.group == "attitudinal" for t in facts.results.table.traits):
        return [claims.absent("attitude", "No attitude sets them apart clearly from everyone else.")]
    text = "What they feel about the shop: not measured. No survey or review was given."
    if facts.results.dataset.has("responses") or facts.results.dataset.has("texts"):
        text = "What they feel about the shop: not measured. The answers given were not analysed in this study."
    return [claims.absent("attitude", text)]


def _seed(lineage: str) -> int:
    """The seed of the illustration: from the lineage id, so that it stays with the group whatever its name."""
    return int.from_bytes(md5(lineage.encode(), usedforsecurity=False).digest()[:4], "big")
