"""Are a persona's sentences found by block?"""

from coterie.terms import Persona, Sentence, Verdict


def test_sentences_come_in_their_order() -> None:
    head = Sentence("definition", "Regulars", "derived")
    one, two, three = (Sentence(block, block, "absent") for block in ("value", "needs", "value"))  # type: ignore[arg-type]
    persona = Persona("s1", "Regulars", head, (one, two, three))
    assert persona.block("value") == (one, three)
    assert persona.block("needs", "value") == (one, two, three)
    assert persona.block("offer") == ()


def test_a_persona_and_a_verdict_are_printed_as_text() -> None:
    head, act = Sentence("definition", "They come often.", "derived"), Sentence("do", "Keep them.", "measured")
    assert str(Persona("s1", "Regulars", head, (act,))) == "Regulars\nThey come often.\n- Keep them. (measured)"
    assert str(Verdict(head, (act,), (), (head,))) == (
        "They come often.\nAct on: Keep them.\nNot supported: They come often."
    )
