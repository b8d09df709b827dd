"""Is a trait said in plain words, known or not?"""

from coterie.personas import phrases
from coterie.terms import Trait


def numeric(name, label, unit=""):
    return Trait(name, label, "behavioural", "numeric", unit)


def test_every_phrase_can_be_filled():
    slots = {"here": "1", "rest": "2", "all": "3", "span": "", "side": "more"}
    for phrase in (*phrases.COMPARED.values(), *phrases.MEMBER.values()):
        assert "{" not in phrase.format(**slots)
    for own, everyone in phrases.DEFINED.values():
        assert "{" not in own.format(**slots) + everyone.format(**slots)


def test_no_phrase_says_what_they_are():
    texts = (*phrases.COMPARED.values(), *(half for both in phrases.DEFINED.values() for half in both))
    assert not any("they are" in text.lower() for text in texts)


def test_a_trait_nobody_foresaw_is_told_by_its_label():
    assert phrases.compared(numeric("shoe", "shoe size")) == "Shoe size: {here} on average; everyone else, {rest}."
    assert (
        phrases.defined(numeric("shoe", "shoe size"), more=True)[0]
        == "Shoe size: half of them have {here} or {side}{span}"
    )
    assert phrases.member(numeric("shoe", "Shoe size")) == "shoe size {here}"


def test_categories_channels_spend_and_answers_are_known_by_their_columns():
    assert phrases.category_of(numeric("category_share_tea", "Share spent on tea", "share")) == "tea"
    assert phrases.category_of(numeric("category_share_other_categories", "Share spent on others")) is None
    assert phrases.channel_of(numeric("share_web", "Share bought through web", "share")) == "web"
    assert phrases.bought_through(numeric("n", "Store purchases")) == "store"
    assert phrases.bought_through(numeric("n", "Deal purchases")) is None
    assert phrases.bought_on(numeric("n", "Deal purchases")) == "deal"
    assert phrases.member(numeric("n", "Web visits a month")) == "{here} web visits a month"
    assert phrases.answered(Trait("r", "Responded to the last campaign", "behavioural", "flag"))
    assert not phrases.answered(numeric("r", "Responded to the last campaign"))
