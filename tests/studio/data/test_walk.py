"""From files to a dataset: does each page say what is so, and does every row end once?"""

import html
import io
import zipfile
from collections.abc import Callable
from typing import Any

import playwright.sync_api as playwright
import pytest
from atwork import work_off
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.intake.reading import delimited
from coterie.studio.projects.models import Connection, Dataset, ExportRecord, Source
from coterie.studio.projects.secrets import decrypt
from coterie.studio.runs.kinds import inspect
from coterie.studio.runs.models import Job
from coterie.studio.runs.queue import again
from coterie.studio.runs.registry import Unfit

pytestmark = pytest.mark.django_db
DATA = "/p/corner-shop/data/"
GOOD = [f"c{i % 5},2024-{1 + i % 9:02d}-{13 + i % 12:02d},{10 + i}.50" for i in range(20)]
BAD = ["c1,2024-02-30,7.00", ",2024-03-01,8.00", "c2,2024-03-02,=1+1"]
TEXT = "\n".join(["customer_id,date,amount", *GOOD, *BAD, ""])


def shown(client: Client, place: str) -> str:
    answer = client.get(place, follow=True)
    assert answer.status_code == 200, (place, answer.status_code)
    return html.unescape(answer.content.decode())


def brought(client: Client, text: str = TEXT, name: str = "orders.csv") -> Dataset:
    client.post(f"{DATA}new/", {"files": [SimpleUploadedFile(name, text.encode())], "name": "Spring"})
    work_off()
    return Dataset.objects.get()


def imported(client: Client) -> Dataset:
    dataset = brought(client)
    client.post(f"{DATA}{dataset.pk}/import/")
    work_off()
    dataset.refresh_from_db()
    assert dataset.state == "ready", dataset.message
    return dataset


def test_nothing_is_imported_before_import_is_pressed(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    dataset = brought(client)
    page = shown(client, f"{DATA}{dataset.pk}/")
    assert "20 of 23 rows would be taken" in page
    for words in ("Who bought?", "When?", "How much for the line?", "year first, as 2024-12-31", "1,234.56"):
        assert words in page
    assert (dataset.state, dataset.account) == ("draft", {})
    assert "Nothing is imported yet" in shown(client, DATA)


def test_what_is_under_way_is_said_until_the_data_are_in(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    dataset = brought(client)
    client.post(f"{DATA}{dataset.pk}/import/")
    page = shown(client, DATA)
    assert "Import waits for its turn" in page and "Nothing is imported yet" not in page
    Job.objects.filter(kind="import").update(state="running", step="Checking every row")
    page = shown(client, DATA)
    assert "Import is under way" in page and "Checking every row" in page
    Job.objects.filter(kind="import").update(state="queued")
    work_off()
    page = shown(client, DATA)
    assert "20 of 23 rows are in, in one dataset" in page and "Import " not in page


def test_a_demo_that_has_no_dataset_yet_is_said_to_be_under_way(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    client.post("/p/corner-shop/demo/")
    page = shown(client, DATA)
    assert "Demo shop waits for its turn" in page and "Your data will stand here" not in page


def test_a_changed_answer_is_looked_at_again_and_then_believed(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    rows = [f"c{i % 5},0{1 + i % 9}/0{1 + i % 7}/2024,{i}.50" for i in range(20)]
    dataset = brought(client, "\n".join(["customer_id,date,amount", *rows, ""]))
    place = f"{DATA}{dataset.pk}/mapping/"
    assert "One thing is needed before the import" in shown(client, place)
    client.post(f"{DATA}{dataset.pk}/import/")
    assert Dataset.objects.get().state == "draft"
    client.post(place, {"file0-@kind": "orders", "file0-@dates": "dmy", "look": "yes"})
    work_off()
    page = shown(client, place)
    assert "20 of 20 rows would be taken" in page
    assert '<option value="dmy" selected>' in page
    answers = {"file0-@kind": "orders", "file0-@dates": "dmy", "file0-@decimal": ".", "import": "yes"}
    client.post(place, answers)
    work_off()
    assert Dataset.objects.get().state == "ready"
    assert "All 20 rows are in" in shown(client, f"{DATA}{dataset.pk}/")


def test_another_column_may_answer_and_another_kind_may_be_meant(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    text = "\n".join(["customer_id,date,amount,paid", *[f"{row},{i}.00" for i, row in enumerate(GOOD)], ""])
    dataset = brought(client, text)
    place = f"{DATA}{dataset.pk}/mapping/"
    client.post(place, {"file0-@kind": "orders", "file0-amount": "paid"})
    work_off()
    asked = {each["name"]: each for each in Dataset.objects.get().guess["files"][0]["offer"]["questions"]}
    assert (asked["amount"]["source"], asked["amount"]["by"]) == ("paid", "person")
    assert "You said so." in shown(client, place)
    client.post(place, {"file0-@kind": "customers"})
    work_off()
    assert Source.objects.get().kind == "customers"
    assert Dataset.objects.get().guess["files"][0]["kind"] == "customers"


def test_every_row_left_out_is_told_with_reason_found_expected_line_and_text(
    studio_client: Callable[..., Client],
) -> None:
    client = studio_client("analyst")
    dataset = imported(client)
    page = shown(client, f"{DATA}{dataset.pk}/checks/")
    assert "20 of 23 rows are in; 3 were left out" in page
    assert "Taken, left out and seen before sum to the rows read, in rows and in money." in page
    left = shown(client, f"{DATA}{dataset.pk}/rejected/")
    for words in ("3 rows left out", "orders.csv", "line 22", "Unreadable date", "2024-02-30", "c1,2024-02-30,7.00"):
        assert words in left
    assert "1 row left out: no customer" in shown(client, f"{DATA}{dataset.pk}/rejected/?reason=COT-401")
    assert "Nothing matches" in shown(client, f"{DATA}{dataset.pk}/rejected/?reason=nothing-of-the-kind")


def test_rows_left_out_leave_as_files_in_which_nothing_runs(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    dataset = imported(client)
    text = b"".join(client.get(f"{DATA}{dataset.pk}/rejected/csv/").streaming_content).decode()
    assert "'=1+1" in text
    book = b"".join(client.get(f"{DATA}{dataset.pk}/rejected/xlsx/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        assert b"<f>" not in opened.read("xl/worksheets/sheet1.xml")
    assert ExportRecord.objects.filter(personal=True, rows=3).count() == 2
    viewer = studio_client("viewer")
    assert viewer.get(f"{DATA}{dataset.pk}/rejected/csv/").status_code == 403
    assert "Your role shows their number" in shown(viewer, f"{DATA}{dataset.pk}/checks/")


def test_mended_rows_are_added_once(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    dataset = imported(client)
    source = dataset.sources.get()
    rows = b"".join(client.get(f"{DATA}{dataset.pk}/files/{source.pk}/mend/").streaming_content).decode("utf-8-sig")
    assert rows.splitlines() == ["customer_id,date,amount", *BAD]
    place = f"{DATA}{dataset.pk}/files/{source.pk}/mended/"
    mended = rows.replace("2024-02-30", "2024-02-28").replace("=1+1", "2.00")
    for _ in range(2):  # sent twice, it still counts once
        client.post(place, {"file": SimpleUploadedFile("rows-to-mend.csv", mended.encode())})
        work_off()
    account = Dataset.objects.get().account["orders"]
    assert (account["accepted"], account["amount_accepted"]) == (22, sum(10.5 + i for i in range(20)) + 9.0)
    assert dataset.sources.count() == 2
    whole = TEXT.replace("2024-02-30", "2024-02-28")
    page = client.post(place, {"file": SimpleUploadedFile("all.csv", whole.encode())}, follow=True).content.decode()
    assert "20 rows of all.csv are in already, and would count twice" in page
    assert Dataset.objects.get().account["orders"]["accepted"] == 22


def test_mended_rows_that_are_refused_leave_the_earlier_import_as_it_was(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    dataset = imported(client)
    source = dataset.sources.get()
    place = f"{DATA}{dataset.pk}/files/{source.pk}/mended/"
    good = "\n".join(["customer_id,date,amount", "c1,2024-02-28,7.00", ""])
    client.post(place, {"file": SimpleUploadedFile("rows-to-mend.csv", good.encode())})
    work_off()
    dataset.refresh_from_db()
    before = (dataset.account, dataset.imported_at, sorted(dataset.sources.values_list("pk", flat=True)))
    assert dataset.account["orders"]["accepted"] == 21
    other = "a;b;c;d\n1;2;3;4\n"
    client.post(place, {"file": SimpleUploadedFile("rows-to-mend.csv", other.encode())})
    (job,) = work_off()
    assert job.problems
    dataset.refresh_from_db()
    assert dataset.state == "ready"
    assert (dataset.account, dataset.imported_at, sorted(dataset.sources.values_list("pk", flat=True))) == before
    assert "the earlier import still stands" in shown(client, f"{DATA}{dataset.pk}/checks/")
    again(job)
    with pytest.raises(Unfit, match="the mended rows are not here any more"):
        work_off()


def test_of_a_large_file_the_first_rows_are_looked_at_and_all_are_imported(
    studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspect, "FIRST", 5)
    monkeypatch.setattr(delimited.read_delimited, "__kwdefaults__", {"block": 200, "most": None})
    client = studio_client("analyst")
    page = shown(client, f"{DATA}{brought(client).pk}/")
    assert "reckoned on the first" in page
    assert " of the first " in page
    dataset = Dataset.objects.get()
    client.post(f"{DATA}{dataset.pk}/import/")
    work_off()
    dataset.refresh_from_db()
    assert dataset.account["orders"]["read"] == 23


def test_a_dataset_is_renamed(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    dataset = imported(client)
    client.post(f"{DATA}{dataset.pk}/rename/", {"name": "<b>Été</b> 🛒"})
    assert "&lt;b&gt;Été&lt;/b&gt; 🛒" in client.get(DATA).content.decode()


def test_traits_come_from_the_study_of_the_data(analysed: Any, studio_client: Callable[..., Client]) -> None:
    page = shown(studio_client("viewer"), f"{DATA}{analysed.dataset_id}/profile/")
    assert "Goes together with" in page
    assert "of each customer, from" in page


REFUSED = ["169.254.169.254", "fd00:ec2::254", "0.0.0.0", "224.0.0.1", "no-such-host.invalid"]


@pytest.mark.parametrize("host", REFUSED)
def test_an_address_that_points_inside_gets_the_same_words_as_one_that_leads_nowhere(
    host: str, studio_client: Callable[..., Client]
) -> None:
    words = {"name": "shop", "kind": "postgresql", "host": host, "base": "b", "user": "u", "secret": "canary-7"}
    answer = studio_client("admin").post("/p/corner-shop/settings/connections/", words)
    page = html.unescape(answer.content.decode())
    assert "This database cannot be read from here. Check host, port, name and secret." in page
    assert "canary-7" not in page
    assert not Connection.objects.exists()


def test_a_secret_is_kept_sealed_and_shown_to_nobody(studio_client: Callable[..., Client]) -> None:
    words = {"name": "shop", "kind": "mariadb", "host": "127.0.0.1", "base": "b", "user": "u", "secret": "canary-7"}
    client = studio_client("admin")
    client.post("/p/corner-shop/settings/connections/", words)
    made = Connection.objects.get()
    assert "canary-7" not in made.url_encrypted
    assert decrypt(made.url_encrypted) == "mariadb://u:canary-7@127.0.0.1/b"
    assert "canary-7" not in shown(client, "/p/corner-shop/settings/connections/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_file_is_sent_by_a_real_browser_read_and_imported(
    width: int, scheme: str, visit: Callable[..., playwright.Page]
) -> None:
    page = visit("analyst", width, scheme)
    page.goto(f"{DATA}new/")
    page.set_input_files("#id_files", {"name": "اسم 🛒.csv", "mimeType": "text/csv", "buffer": TEXT.encode()})
    page.get_by_role("button", name="Upload and look").click()
    playwright.expect(page.get_by_role("heading", level=1)).to_contain_text("is being read")
    work_off()
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text("20 of 23 rows would be taken")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Import", exact=True).first.press("Enter")
    playwright.expect(page.get_by_role("heading", level=1)).to_contain_text("is being checked")
    work_off()
    playwright.expect(page.get_by_role("heading", level=1)).to_contain_text("20 of 23 rows are in")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
