import copy

import pytest

from coterie.personas import card_of, cards, checked, difference
from coterie.terms import Change, Version, WrongWords


def sentence(block: str, text: str, kind: str = "measured", stats: tuple[str, ...] = ()) -> dict:
    return {"block": block, "text": text, "kind": kind, "stats": list(stats), "grade": "", "tag": ""}


def persona(segment: str = "s1", name: str = "Champions", spend: str = "spent 120") -> dict:
    return {
        "segment": segment,
        "name": name,
        "seed": 5,
        "headline": sentence("definition", "400 customers", stats=("a",)),
        "sentences": [
            sentence("behaviour", spend, stats=("b",)),
            sentence("behaviour", "buys wine", stats=("c", "d")),
            sentence("attitude", "not measured", "absent"),
        ],
    }


def version(number: int, *changes: Change, segment: str = "s1", seen: dict | None = None) -> Version:
    return Version(segment, number, "Ann", "1 May", "study", changes, seen or persona(segment))


def line_of(text: str, found: dict | None = None) -> str:
    return next(line.id for line in card_of(found or persona()).lines if line.text == text)


def test_a_line_keeps_its_id_when_its_number_changes() -> None:
    assert line_of("spent 120") == line_of("spent 99", persona(spend="spent 99"))
    ids = [line.id for line in card_of(persona()).lines]
    assert len(set(ids)) == len(ids)


def test_an_edited_line_becomes_assumed_and_keeps_what_the_study_says() -> None:
    change = Change("edit", {"line": line_of("spent 120"), "text": "spends a lot"}, "spent 120")
    card = cards([persona()], [version(1, change)])[0]
    line = card.line(line_of("spent 120"))
    assert line is not None
    assert (line.text, line.kind, line.was, line.by, line.changed) == (
        "spends a lot",
        "assumed",
        "spent 120",
        "Ann",
        False,
    )
    assert card.version == 1


def test_a_new_study_keeps_the_edit_and_says_that_the_number_moved() -> None:
    change = Change("edit", {"line": line_of("spent 120"), "text": "spends a lot"}, "spent 120")
    line = cards([persona(spend="spent 80")], [version(1, change)])[0].line(line_of("spent 120"))
    assert line is not None
    assert (line.text, line.was, line.changed) == ("spends a lot", "spent 80", True)


def test_what_no_longer_holds_is_struck_and_not_lost() -> None:
    newer = persona()
    newer["sentences"] = [s for s in newer["sentences"] if s["text"] != "buys wine"]
    card = cards([newer], [version(1, Change("rename", {"name": "Stars"}))])[0]
    assert card.name == "Stars"
    assert [line.text for line in card.lines if line.struck] == ["buys wine"]
    told = {(d["what"], d["how"]) for d in difference(card_of(persona()), card)}
    assert told == {("name", "changed"), ("line", "struck")}


def filtered(text: str, *limits: str) -> dict:
    """The persona with a plain filter; what the filter rests on changes with its conditions."""
    found = persona()
    found["sentences"].append({**sentence("definition", text, stats=("precision", *limits)), "tag": "filter"})
    return found


def test_a_filter_of_other_conditions_is_the_same_line_and_is_not_struck() -> None:
    old, new = filtered("orders 5 or more", "o>="), filtered("spend 300 or more", "s>=", "o<")
    named = version(1, Change("rename", {"name": "Stars"}), seen=old)
    card = cards([new], [named])[0]
    assert [line.struck for line in card.lines] == [""] * 4
    rewritten = Change("edit", {"line": line_of("orders 5 or more", old), "text": "regulars"}, "orders 5 or more")
    card = cards([new], [version(1, rewritten, seen=old)])[0]
    line = card.line(line_of("spend 300 or more", new))
    assert line is not None
    assert (line.text, line.was, line.changed) == ("regulars", "spend 300 or more", True)


def test_what_describes_a_group_goes_unsaid_and_is_not_refuted() -> None:
    old = persona()
    old["sentences"].append(sentence("definition", "half first came in May", stats=("m",)))
    assert "half first came in May" not in [line.text for line in cards([persona()], [version(1, seen=old)])[0].lines]
    change = Change("edit", {"line": line_of("half first came in May", old), "text": "new"}, "half first came in May")
    line = cards([persona()], [version(1, change, seen=old)])[0].line(line_of("half first came in May", old))
    assert line is not None
    assert (line.text, line.struck, line.was, line.kind) == ("new", "", "", "assumed")


def test_a_hidden_line_is_shown_again_in_its_place_and_later_edits_stay() -> None:
    spent, wine = line_of("spent 120"), line_of("buys wine")
    hidden = version(1, Change("remove", {"line": spent}))
    named = version(2, Change("rename", {"name": "Stars"}))
    card = cards([persona()], [hidden, named])[0]
    assert [line.id for line in card.hidden] == [spent] and card.line(spent) is None
    (show,) = checked(card, [{"do": "show", "line": spent}], ())
    card = cards([persona()], [hidden, named, version(3, show)])[0]
    assert [line.id for line in card.lines][:2] == [spent, wine]
    assert (card.name, card.hidden) == ("Stars", ())
    with pytest.raises(WrongWords, match="no hidden line"):
        checked(card, [{"do": "show", "line": spent}], ())


def test_a_persona_whose_group_is_gone_stays_struck_as_a_whole() -> None:
    found = cards([persona("s2")], [version(1, Change("rename", {"name": "Stars"}))])
    assert [(card.segment, bool(card.headline.struck)) for card in found] == [("s2", False), ("s1", True)]


def test_added_removed_archived_restored_and_redrawn() -> None:
    changes = (
        Change("add", {"block": "needs", "text": "quick delivery"}),
        Change("remove", {"line": line_of("buys wine")}),
        Change("archive"),
        Change("draw", {"seed": 9}),
    )
    card = cards([persona()], [version(1, *changes)])[0]
    assert [line.text for line in card.lines] == ["spent 120", "not measured", "quick delivery"]
    assert (card.lines[-1].kind, card.archived, card.seed) == ("assumed", True, 9)
    assert not cards([persona()], [version(1, *changes), version(2, Change("restore"))])[0].archived


def test_a_merged_persona_brings_its_edited_lines_and_says_whose_they_are() -> None:
    edit = Change("edit", {"line": line_of("spent 120"), "text": "spends little"}, "spent 120")
    versions = [version(1, edit, segment="s2"), version(1, Change("merge", {"segment": "s2"}))]
    first, second = cards([persona(), persona("s2", "Others")], versions)
    assert first.merged == ("s2",) and second.merged_into == "s1"
    assert [line.text for line in first.lines if line.of == "s2"] == ["400 customers", "spends little", "buys wine"]


def test_nothing_that_was_given_is_changed() -> None:
    found, versions = [persona()], [version(1, Change("rename", {"name": "Stars"}))]
    before = copy.deepcopy((found, versions))
    cards(found, versions)
    assert (found, versions) == before


@pytest.mark.parametrize(
    "change",
    [
        {"do": "shout"},
        {"do": "rename"},
        {"do": "rename", "name": "  "},
        {"do": "rename", "name": "x" * 2001},
        {"do": "edit", "line": "nope", "text": "a"},
        {"do": "edit", "line": "headline", "text": 7},
        {"do": "remove", "line": "headline"},
        {"do": "add", "block": "rumour", "text": "a"},
        {"do": "merge", "segment": "s1"},
        {"do": "merge", "segment": "s7"},
        {"do": "draw", "seed": "x"},
        {"do": "archive", "why": "x"},
    ],
)
def test_a_change_that_cannot_be_made_is_refused(change: dict) -> None:
    with pytest.raises(WrongWords, match="COT-162"):
        checked(card_of(persona()), [change], ["s1", "s2"])


def test_no_change_is_refused_and_all_faults_are_said_at_once() -> None:
    with pytest.raises(WrongWords, match="no change"):
        checked(card_of(persona()), [], [])
    with pytest.raises(WrongWords) as wrong:
        checked(card_of(persona()), [{"do": "shout"}, {"do": "rename"}], [])
    assert len(wrong.value.problems) == 2


def test_what_a_person_wrote_is_not_lost_when_the_persona_is_edited_on_a_study_that_no_longer_tells_the_line() -> None:
    later = persona()
    later["sentences"] = later["sentences"][1:]
    rewritten = Change("edit", {"line": line_of("spent 120"), "text": "spends a lot"}, "spent 120")
    versions = [version(1, rewritten), version(2, Change("rename", {"name": "Stars"}), seen=later)]
    card = cards([later], versions)[0]
    line = card.line(line_of("spent 120"))
    assert line is not None
    assert (card.name, line.text, line.by) == ("Stars", "spends a lot", "Ann")
    assert line.struck
    gone = [*versions, version(3, Change("remove", {"line": line.id}), seen=later)]
    assert cards([later], gone)[0].line(line.id) is None


def test_going_back_leaves_out_what_came_between_and_can_itself_be_taken_back() -> None:
    names = [Change("rename", {"name": name}) for name in ("One", "Two")]
    versions = [version(1, names[0]), version(2, names[1]), version(3, Change("back", {"version": 1}))]
    assert (cards([persona()], versions)[0].name, cards([persona()], versions)[0].version) == ("One", 3)
    assert cards([persona()], [*versions, version(4, Change("back", {"version": 2}))])[0].name == "Two"
    assert cards([persona()], [*versions, version(4, Change("back", {"version": 0}))])[0].name == "Champions"


@pytest.mark.parametrize("number", [1, 2, -1, "0", True, None])
def test_one_goes_back_only_to_a_version_before(number: object) -> None:
    card = cards([persona()], [version(1, Change("rename", {"name": "Stars"}))])[0]
    with pytest.raises(WrongWords, match="no earlier version"):
        checked(card, [{"do": "back", "version": number}], [])
