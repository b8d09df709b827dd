"""Who are they, told as a person? Sentences that point at their evidence."""

from dataclasses import dataclass
from typing import Literal

SentenceKind = Literal["measured", "derived", "assumed", "absent"]
Grade = Literal["", "randomised", "adjusted", "association", "assumption"]
Block = Literal[
    "definition",
    "behaviour",
    "demographic",
    "attitude",
    "value",
    "future",
    "needs",
    "quote",
    "goal",
    "frustration",
    "do",
    "dont",
    "test",
    "channel",
    "offer",
    "member",
]


@dataclass(frozen=True)
class Sentence:
    """One sentence of a persona or verdict.

    kind     measured (a statistic as it is), derived (concluded from statistics), assumed (said by a person),
             absent ("not measured", with the reason).
    stats    keys of the statistics it rests on; empty only for assumed and absent.
    grade    evidence for an action: randomised, adjusted, association, assumption; "" elsewhere.
    tag      the few words in the small tag beside it: "held out · 3.3 to 3.9".
    """

    block: Block
    text: str
    kind: SentenceKind
    stats: tuple[str, ...] = ()
    grade: Grade = ""
    tag: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Finding:
    """A held trait in which a segment differs: the material of a persona's claims, after correction.

    effect   key of the standardised difference from everyone else (with corrected interval, p and q).
    here     key of the segment's own mean or share; rest the key of everyone else's.
    """

    segment: str
    trait: str
    level: str  # "" for numeric traits
    effect: str
    here: str
    rest: str


@dataclass(frozen=True)
class Persona:
    """A segment told as a person. ``seed`` draws its illustration."""

    segment: str  # lineage id
    name: str
    headline: Sentence
    sentences: tuple[Sentence, ...]
    seed: int = 0

    def block(self, *blocks: str) -> tuple[Sentence, ...]:
        """The sentences of those blocks, in order."""
        return tuple(s for s in self.sentences if s.block in blocks)

    def __str__(self) -> str:
        return "\n".join((self.name, self.headline.text, *(f"- {each.text} ({each.kind})" for each in self.sentences)))


@dataclass(frozen=True)
class Verdict:
    """What may be acted on, what is to be checked first, what is not supported, and why."""

    headline: Sentence
    act: tuple[Sentence, ...]
    check: tuple[Sentence, ...]
    unsupported: tuple[Sentence, ...]

    def __str__(self) -> str:
        columns = (("Act on", self.act), ("Check first", self.check), ("Not supported", self.unsupported))
        told = (f"{title}: {each.text}" for title, sentences in columns for each in sentences)
        return "\n".join((self.headline.text, *told))
