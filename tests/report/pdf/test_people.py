import re

from coterie.report import people_pdf, sheets
from report.test_sheets import LINE


def made(count: int, lines: int = 1):
    cards = [
        {"segment": f"s{i}", "name": f"P{i}", "headline": LINE, "seed": i, "merged": [], "lines": [LINE] * lines}
        for i in range(1, count + 1)
    ]
    return sheets(cards, [], "Shop", "", 0)


def pages(found: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", found))


def test_each_persona_begins_a_page_and_flows_on() -> None:
    assert [pages(people_pdf(made(n))) for n in (0, 1, 3)] == [1, 1, 3]
    assert pages(people_pdf(made(1, lines=90))) > 1


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert people_pdf(made(2)) == people_pdf(made(2)) != people_pdf(made(3))
