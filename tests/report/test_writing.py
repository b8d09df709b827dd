from coterie.report import people_html, people_markdown, sheets
from report.test_sheets import LINE


def made(name: str, **line: object):
    card = {"segment": "s1", "name": name, "headline": LINE, "seed": 0, "merged": [], "lines": [{**LINE, **line}]}
    return sheets([card], [{"id": "s1", "name": "Stars", "colour": 0}], "Shop", "", 0)


def test_signs_of_markdown_and_page_stay_text() -> None:
    nasty = "# *a* <b>_x_</b> [l](http://e)\n- y"
    text, page = people_markdown(made(nasty)), people_html(made(nasty))
    assert "\n- y" not in text.split("\n", 1)[0] and "\\# \\*a\\*" in text and "<b>" not in text
    assert "<b>_x_" not in page and "&lt;b&gt;" in page


def test_a_struck_line_is_struck_in_both() -> None:
    found = made("Stars", struck="gone")
    assert "~~buys wine~~" in people_markdown(found) and "<s><bdi>buys wine</bdi></s>" in people_html(found)


def test_no_persona_is_said() -> None:
    nothing = sheets([], [], "Shop", "", 0)
    assert "no persona" in people_markdown(nothing) and "no persona" in people_html(nothing)
