from coterie.report import sheets
from coterie.report.sheets import remark

LINE = {
    "id": "a", "block": "behaviour", "text": "buys wine", "kind": "measured", "stats": [], "grade": "",
    "tag": "held out", "by": "", "on": "", "was": "", "changed": False, "struck": "", "of": "",
}  # fmt: skip


def test_small_type_says_where_a_line_comes_from() -> None:
    assert remark(LINE) == "held out"
    own = {**LINE, "kind": "assumed", "tag": "", "by": "Ann", "on": "1 May", "was": "12 orders"}
    assert remark(own) == "said by Ann, 1 May · the study says: 12 orders"
    assert remark({**own, "changed": True, "of": "s2"}, {"s2": "Stars"}).startswith("of Stars · said by Ann")
    assert "says now: 12 orders" in remark({**own, "changed": True})
    assert remark({**LINE, "struck": "gone"}) == "held out · gone"


def test_lines_stand_under_their_headings_and_what_is_missing_at_the_end() -> None:
    card = {
        "segment": "s2", "name": "Own name", "headline": LINE, "seed": 3, "merged": ["s1"],
        "lines": [{**LINE, "block": "do"}, LINE, {**LINE, "kind": "absent", "text": "not measured"}],
    }  # fmt: skip
    segments = [{"id": "s1", "name": "Stars", "colour": 0}, {"id": "s2", "name": "Suns", "colour": 1}]
    found = sheets([card], segments, "Shop", "2026-01-31", 0)
    sheet = found.sheets[0]
    assert [heading for heading, _ in sheet.parts] == ["What is true of them", "What to do"]
    assert (sheet.absent, sheet.colour, sheet.note) == (("not measured",), 1, "Together with: Stars.")
    assert found.names == {"s1": "Stars", "s2": "Own name"} and found.origin == "Shop, as of 2026-01-31"
