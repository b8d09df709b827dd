"""Are a persona's sentences found by block?"""

from coterie.terms import Persona, Sentence


def test_sentences_come_in_their_order() -> None:
    head = Sentence("definition", "Regulars", "derived")
    one, two, three = (Sentence(block, block, "absent") for block in ("value", "needs", "value"))  # type: ignore[arg-type]
    persona = Persona("s1", "Regulars", head, (one, two, three))
    assert persona.block("value") == (one, three)
    assert persona.block("needs", "value") == (one, two, three)
    assert persona.block("offer") == ()
