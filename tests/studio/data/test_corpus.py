"""Does every file that people bring end with a sentence, and are its rows all accounted for?"""

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from atwork import work_off
from corpus import Case, cases
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.studio.projects.models import Dataset
from coterie.terms import DataRefused
from coterie.workflows import inspect

pytestmark = pytest.mark.django_db
# What the page must say beside the counts; a case that is not here is taken as a whole, all 20 rows.
ENDS: dict[str, tuple[tuple[int, int] | None, str]] = {
    "1 empty": (None, "is empty"),
    "2 header only": (None, "has one line, the column names"),
    "3 no header": ((20, 0), "This file has no column names"),
    "3 no header, pieces": ((20, 0), "in column 4 are taken for the whole line, not for one piece"),
    "8 Latin-1": ((20, 0), "Windows-1252, which contains Latin-1 (guessed: not UTF-8)"),
    "9 cp1252": ((20, 0), "Windows-1252, which contains Latin-1 (guessed: not UTF-8)"),
    "10 Shift-JIS": ((20, 0), "(guessed: not UTF-8)"),
    "10 GB18030": ((20, 0), "(guessed: not UTF-8)"),
    "11 mixed encodings": ((20, 0), "(guessed: not UTF-8)"),
    "12 NUL bytes": ((19, 1), "COT-223"),
    "19 unclosed quote": ((19, 1), "a quote that is never closed"),
    "22 ragged": ((19, 1), "COT-221"),
    "25 20,000 columns": (None, "has 20,000 columns"),
    "26 3 MB field": ((20, 1), "COT-224"),
    "27 totals and footnote": ((20, 2), "1 of 22 rows of orders, worth 405.00: no date"),
    "29 ambiguous dates": (None, "every date can be read day first and month first"),
    "30 impossible dates": ((16, 4), "COT-402"),
    "31 odd numbers": ((17, 3), "COT-404"),
    "32 ids as powers": ((20, 0), "customer numbers that a spreadsheet has shortened, such as 1.23E+15"),
    "33 refunds and future": ((19, 1), "worth 15.50: dated more than a year ahead"),
    "36 zip bomb": (None, "would unpack to"),
    "37 zip of two tables": (None, "is a zip archive with 2 tables: orders.csv, more.csv"),
    "38 password": (None, "is encrypted with a password"),
    "39 text called xlsx": (None, "is named like a workbook, but is a text file"),
    "39 half an xls": (None, "cannot be opened as a workbook"),
    "40 cut gz": (None, "ends too early"),
    "40 cut parquet": (None, "begins like Parquet, but"),
    "40 cut xlsx": (None, "its directory cannot be read"),
    "42 cached errors": ((19, 1), "COT-404"),
    "43 random bytes": (None, "is binary data, not text"),
    "44 one customer": ((20, 0), "belong to customer"),
    "44 one row": ((1, 0), "the only line belongs to customer"),
    "44 all the same": ((20, 0), "all 20 lines are of 13\xa0Jan\xa02024"),
}
ALL = cases()


@pytest.mark.parametrize("case", ALL, ids=[each.number for each in ALL])
def test_a_file_through_the_browser_ends_with_its_sentence(
    case: Case, studio_client: Callable[..., Client], tmp_path: Path
) -> None:
    taken, said = ENDS.get(case.number, ((20, 0), ""))
    analyst = studio_client("analyst")
    file = SimpleUploadedFile("x", case.content)
    file._name = case.name  # what a browser sends, Django's own cleaning left out
    answer = analyst.post("/p/corner-shop/data/new/", {"files": [file], "name": ""}, follow=True)
    for job in work_off():
        assert job.state == "done", (case.number, job.problems)
    dataset = Dataset.objects.first()
    page = answer if dataset is None else analyst.get(f"/p/corner-shop/data/{dataset.pk}/", follow=True)
    words = html.unescape(page.content.decode())
    assert page.status_code in (200, 400)
    assert said in words, (said, words[words.find("<main") :][:4000])
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()
    if dataset is None:
        return
    source = dataset.sources.get()
    assert source.path == f"uploads/{dataset.pk}/{source.pk}"
    account = next((each["account"] for each in dataset.guess.get("files", [])), None)
    assert (None if account is None else (account["accepted"], account["rejected"])) == taken
    if account:
        assert account["read"] == account["accepted"] + account["rejected"] + account["duplicate"]
        assert f"{taken[0]:,} of {account['read']:,} rows would be" in words or "is needed before the import" in words


@pytest.mark.parametrize("case", ALL, ids=[each.number for each in ALL])
def test_the_same_file_by_path_gives_the_same_counts_and_reasons(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, _ = ENDS.get(case.number, ((20, 0), ""))
    name = case.name.rsplit("/", 1)[-1]
    (tmp_path / name).write_bytes(case.content)
    monkeypatch.chdir(tmp_path)
    try:
        account = inspect([name]).as_json()["files"][0]["account"]
    except DataRefused as refused:
        assert taken is None
        assert all(problem.found for problem in refused.problems)
        return
    assert (None if account is None else (account["accepted"], account["rejected"])) == taken


def test_every_number_of_the_list_has_a_file_here_but_the_one_that_changes_while_it_is_read() -> None:
    assert {int(each.number.split()[0]) for each in ALL} == set(range(1, 45))
