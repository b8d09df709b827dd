"""Are lines of a card found and replaced by their id, and is a card the same after JSON?"""

import json
from dataclasses import replace

from coterie.terms.cards import HEADLINE, Card, Change, Line

HEAD = Line(HEADLINE, "definition", "They come often.", "measured", ("a|b",))
LINE = Line("l1", "behaviour", "They buy tea.", "measured")
CARD = Card("s1", "Regulars", HEAD, (LINE, replace(LINE, id="l2", text="They buy milk.")), merged=("s3",))


def test_a_line_is_found_by_its_id_and_the_headline_by_its_own() -> None:
    assert CARD.line("l1") is LINE and CARD.line(HEADLINE) is HEAD and CARD.line("l9") is None


def test_replacing_a_line_leaves_the_others_and_the_card_before_as_they_were() -> None:
    changed = CARD.with_line(replace(LINE, text="They buy coffee."))
    assert [each.text for each in changed.lines] == ["They buy coffee.", "They buy milk."]
    assert CARD.with_line(replace(HEAD, text="Rarely.")).headline.text == "Rarely."
    assert CARD.lines[0] is LINE and changed.headline is HEAD


def test_a_card_and_a_change_are_plain_enough_for_json() -> None:
    plain = json.loads(json.dumps(CARD.plain()))
    assert plain == CARD.plain() and plain["merged"] == ["s3"] and plain["headline"]["stats"] == ["a|b"]
    assert Change("rename", {"name": "Fans"}).plain() == {"do": "rename", "name": "Fans"}
    assert Change("edit", {"line": "l1"}, was="They buy tea.").plain()["was"] == "They buy tea."
