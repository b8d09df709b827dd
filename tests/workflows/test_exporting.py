import csv
import json
import re
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coterie.terms import WrongWords
from coterie.workflows import OpenStudy, export_customers, export_personas, export_report, open_study, person_book
from finished import finished

NASTY = "=1+1 <script>alert(1)</script> \U0001f600 שלום مرحبا 客户 *bold* | `x`"


@pytest.fixture(scope="module")
def study():
    found = open_study(finished())
    yield found
    found.close()


@pytest.fixture
def edited(study: OpenStudy, tmp_path: Path) -> list[dict]:
    book = person_book(tmp_path / "book")
    line = book.card(study, "s1")["lines"][0]["id"]
    changes = [{"do": "rename", "name": NASTY}, {"do": "edit", "line": line, "text": NASTY}]
    book.edit(study, "s1", changes, by="Ann", on="1 May 2026")
    book.archive(study, "s2", by="Ann", on="2 May 2026")
    return book.current(study)


@pytest.mark.parametrize("form", ["md", "html", "pdf", "json"])
def test_the_same_personas_give_the_same_bytes(study: OpenStudy, edited: list[dict], form: str) -> None:
    assert export_personas(study, edited, form) == export_personas(study, edited, form) != b""


def test_markdown_and_page_mark_each_line_and_hold_no_markup_of_the_writer(
    study: OpenStudy, edited: list[dict]
) -> None:
    text = export_personas(study, edited, "md", title="My shop").decode()
    page = export_personas(study, edited, "html", title="My shop").decode()
    shown = next(p for p in study.personas if p["segment"] == "s3")["sentences"][0]["text"]
    for found in (text, page):
        assert "○" in found and "●" in found and "◐" in found and "said by Ann, 1 May 2026" in found
        assert "My shop" in found and study.persona("s2")["name"] not in re.findall(r"^# (.*)$|<h1>(.*)</h1>", found)
    assert "<script>" not in text and "<script>" not in page
    assert shown.split(";")[0][:20] in page.replace("&#39;", "'")
    assert not re.search(r"(src|href)=|url\(", page)


def test_cards_as_json_are_the_cards_without_what_was_hidden(study: OpenStudy, edited: list[dict]) -> None:
    found = json.loads(export_personas(study, edited, "json"))
    shown = [{name: told for name, told in card.items() if name != "hidden"} for card in edited]
    assert found["cards"] == [card for card in shown if not card["archived"]]
    one = json.loads(export_personas(study, edited, "json", segment="s2"))
    assert [card["segment"] for card in one["cards"]] == ["s2"]


def test_a_pdf_has_a_page_for_each_and_holds_any_alphabet(study: OpenStudy, edited: list[dict]) -> None:
    one, all_ = (export_personas(study, edited, "pdf", segment=s) for s in ("s1", None))
    assert one.startswith(b"%PDF-") and b"/JavaScript" not in all_
    assert len(re.findall(rb"/Type /Page\b", all_)) >= len(study.personas) - 1
    report = export_report(study, edited, title="My shop")
    assert len(re.findall(rb"/Type /Page\b", report)) > len(re.findall(rb"/Type /Page\b", all_)) - 1
    assert report == export_report(study, edited, title="My shop")


def test_what_cannot_be_written_has_a_code(study: OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(WrongWords, match="COT-158"):
        export_personas(study, None, "docx")
    with pytest.raises(WrongWords, match="COT-161"):
        export_personas(study, None, "md", segment="s99")
    with pytest.raises(WrongWords, match="COT-158"):
        export_customers(study, tmp_path / "list.doc")
    with pytest.raises(WrongWords, match="COT-156"):
        export_customers(study, tmp_path / "list.csv", columns=["nope"])
    with pytest.raises(WrongWords, match="COT-160"):
        export_customers(study, tmp_path / "list.csv", consent="city")
    with pytest.raises(WrongWords, match="COT-160"):
        export_customers(study, tmp_path / "list.csv", consent="nope")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
def test_nobody_without_consent_is_on_a_list(study: OpenStudy, tmp_path: Path, form: str) -> None:
    done = export_customers(study, tmp_path / f"list.{form}", columns=["clv", "city"])
    assert (done.rows, done.without_consent, done.consent) == (400, 100, "newsletter_consent")
    assert "100 left out" in done.sentence
    everybody = pq.read_table(finished() / "customers.parquet").to_pylist()
    agreed = sorted(row["customer_id"] for row in everybody if row["newsletter_consent"])
    assert ids_of(done.path) == agreed
    first = done.path.read_bytes()
    assert export_customers(study, done.path, columns=["clv", "city"]).path.read_bytes() == first


def ids_of(path: Path) -> list[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [row["customer_id"] for row in csv.DictReader(file)]
    if path.suffix == ".parquet":
        assert pq.read_table(path).column_names == ["customer_id", "clv", "city"]
        return pq.read_table(path).column("customer_id").to_pylist()
    if path.suffix == ".json":
        return [row["customer_id"] for row in json.loads(path.read_text())]
    with zipfile.ZipFile(path) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in cells
    return re.findall(r"<t>(C\d{7})</t>", cells)


def test_everybody_leaves_only_when_no_column_of_consent_is_asked(study: OpenStudy, tmp_path: Path) -> None:
    done = export_customers(study, tmp_path / "list.csv", consent="")
    assert (done.rows, done.without_consent) == (500, 0) and "nobody was left out" in done.sentence


def test_a_list_of_few_is_refused_without_saying_how_few(study: OpenStudy, tmp_path: Path) -> None:
    with pytest.raises(WrongWords, match="COT-159") as wrong:
        export_customers(study, tmp_path / "list.csv", search="C000001", consent="")
    assert not re.search(r"\b10\b", str(wrong.value)) and not (tmp_path / "list.csv").exists()
