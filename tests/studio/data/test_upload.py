"""Do files arrive whole, whatever happens on the way, and go nowhere else?"""

import errno
import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from atwork import work_off
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.studio.projects import hashing, uploads
from coterie.studio.projects.models import Dataset, Event, Project, Source
from coterie.studio.runs.models import Job

pytestmark = pytest.mark.django_db
DATA = "/p/corner-shop/data/"
CONTENT = b"customer_id,date,amount\n" + b"".join(b"c%d,2024-01-%02d,5\n" % (i, 1 + i % 28) for i in range(200))


def begun(client: Client, content: bytes = CONTENT, name: str = "orders.csv", **more: Any) -> dict[str, Any]:
    answer = client.post(f"{DATA}begin/", {"file": name, "size": len(content), **more})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def sent(client: Client, told: dict[str, Any], offset: int, piece: bytes) -> Any:
    return client.post(f"{told['url']}?offset={offset}", piece, content_type="application/octet-stream")


def test_pieces_make_the_file_and_nothing_but_the_file(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    told = begun(client)
    for at in range(0, len(CONTENT), 1000):
        answer = sent(client, told, at, CONTENT[at : at + 1000]).json()
    source = Source.objects.get()
    assert answer == {"offset": len(CONTENT), "complete": True}
    assert source.complete
    assert source.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert uploads.place_of(source).read_bytes() == CONTENT
    assert uploads.place_of(source).stat().st_mode & 0o777 == 0o600
    assert Event.objects.filter(verb="uploaded", object="orders.csv").count() == 1
    place = client.post(told["read"], headers={"Accept": "application/json"}).json()["place"]
    assert place == f"{DATA}{source.dataset_id}/"
    assert Job.objects.filter(kind="inspect", dataset=source.dataset).count() == 1


def test_after_a_break_the_same_file_goes_on_where_the_copy_on_the_disk_ends(
    studio_client: Callable[..., Client],
) -> None:
    client = studio_client("analyst")
    told = begun(client)
    sent(client, told, 0, CONTENT[:1500])
    path = uploads.place_of(Source.objects.get())
    with path.open("ab") as file:  # the process died after these bytes and before it wrote its record
        file.write(CONTENT[1500:1700])
    again = begun(client)
    assert (again["offset"], again["url"]) == (1700, told["url"])
    assert again["tail"] == hashlib.sha256(CONTENT[:1700]).hexdigest()
    assert sent(client, told, 1500, CONTENT[1500:]).status_code == 409
    assert sent(client, told, 1700, CONTENT[1700:]).json()["complete"]
    assert path.read_bytes() == CONTENT


def test_a_server_killed_after_the_last_byte_leaves_a_file_that_is_still_taken_once(
    studio_client: Callable[..., Client],
) -> None:
    client = studio_client("analyst")
    told = begun(client)
    sent(client, told, 0, CONTENT[:1500])
    with uploads.place_of(Source.objects.get()).open("ab") as file:
        file.write(CONTENT[1500:])
    assert begun(client)["offset"] == len(CONTENT)  # nothing is left that a browser could send
    for _ in range(2):
        client.post(told["read"])
    source = Source.objects.get()
    assert (source.complete, source.sha256) == (True, hashlib.sha256(CONTENT).hexdigest())
    assert Event.objects.filter(verb="uploaded").count() == 1
    assert Job.objects.filter(kind="inspect", dataset=source.dataset).count() == 1


def test_another_file_of_the_same_name_and_size_starts_anew(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    sent(client, begun(client), 0, CONTENT[:1500])
    other = CONTENT.replace(b",5\n", b",6\n")
    told = begun(client, other)
    assert told["tail"] != hashlib.sha256(other[:1500]).hexdigest()  # so the browser asks for a new start
    assert begun(client, other, again="1", dataset=told["dataset"])["offset"] == 0
    sent(client, told, 0, other)
    assert uploads.place_of(Source.objects.get()).read_bytes() == other


def test_what_another_person_began_is_not_taken_up(studio_client: Callable[..., Client]) -> None:
    sent(studio_client("analyst"), begun(studio_client("analyst")), 0, CONTENT[:100])
    assert begun(studio_client("admin"))["offset"] == 0
    assert Source.objects.count() == 2


def test_more_than_was_announced_is_refused(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    answer = sent(client, begun(client), 0, CONTENT + b"more")
    assert answer.status_code == 400
    assert "grew while it was sent" in answer.json()["error"]
    assert uploads.arrived(Source.objects.get()) == 0


ODD = ["../../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "a\x00b\u202egnp.csv", "🛒" * 300]


@pytest.mark.parametrize("name", ODD)
def test_the_place_is_chosen_here_whatever_the_name(name: str, studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    sent(client, begun(client, name=name), 0, CONTENT)
    source = Source.objects.get()
    assert source.path == f"uploads/{source.dataset_id}/{source.pk}"
    assert uploads.place_of(source).parent.parent == (Path(settings.WORKSPACE) / "uploads").resolve()
    assert not set(source.name) & {"/", "\\", "\0", "\u202e"}
    assert len(source.name) <= 255


def test_a_full_disk_is_said_and_leaves_whole_pieces(
    studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = studio_client("analyst")
    told = begun(client)
    sent(client, told, 0, CONTENT[:1000])
    real = os.write

    def full(handle: int, data: Any) -> int:
        if len(data) > 100:
            return real(handle, data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads.os, "write", full)
    answer = sent(client, told, 1000, CONTENT[1000:1150])
    monkeypatch.undo()
    assert answer.status_code == 400
    assert "not enough room on the studio's disk for orders.csv" in answer.json()["error"]
    assert uploads.arrived(Source.objects.get()) == 1000
    assert sent(client, told, 1000, CONTENT[1000:]).json()["complete"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"file": "a.csv", "size": 0}, "a.csv is empty"),
        ({"file": "a.csv", "size": 2**40}, "a.csv has 1,024.0 GB; at most 4.0 GB are taken"),
        ({"file": "a.csv", "size": "many"}, "size of the file is not known"),
        ({"file": "a.csv", "size": 9, "dataset": "../x"}, "These files are being read"),
    ],
)
def test_what_cannot_be_taken_is_said_before_a_byte_is_sent(
    words: dict[str, Any], said: str, studio_client: Callable[..., Client]
) -> None:
    answer = studio_client("analyst").post(f"{DATA}begin/", words)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert not Dataset.objects.exists()


def test_a_plain_form_brings_several_files_without_a_script(studio_client: Callable[..., Client]) -> None:
    files = [SimpleUploadedFile("orders.csv", CONTENT), SimpleUploadedFile("people.csv", b"customer_id,age\nc1,44\n")]
    answer = studio_client("analyst").post(f"{DATA}new/", {"files": files, "name": "Spring"})
    dataset = Dataset.objects.get()
    assert answer.headers["Location"] == f"{DATA}{dataset.pk}/"
    assert dataset.name == "Spring"
    assert sorted(dataset.sources.values_list("name", "complete")) == [("orders.csv", True), ("people.csv", True)]
    assert not list((Path(settings.WORKSPACE) / "uploads" / "incoming").glob("*"))  # moved, not copied


@pytest.mark.parametrize("place", ["new/", "{}/files/"])
def test_a_plain_form_that_is_sent_again_because_no_answer_came_takes_its_files_once(
    place: str, studio_client: Callable[..., Client]
) -> None:
    client, job = studio_client("analyst"), Job.objects.filter(kind="inspect")
    dataset = begun(client, name="begun.csv")["dataset"] if "{}" in place else ""
    page = client.get(f"{DATA}{dataset or 'new'}/").content.decode()
    key = re.findall(r'name="once" value="([^"]+)"', page)
    assert len(key) == 1

    def send(name: str, content: bytes = CONTENT, **more: str) -> str:
        files = [SimpleUploadedFile(name, content), SimpleUploadedFile("people.csv", b"customer_id,age\nc1,44\n")]
        Job.objects.update(state="done")
        answer = client.post(DATA + place.format(dataset), {"files": files, "once": key[0], **more})
        assert answer.status_code == 302
        return str(answer.headers["Location"])

    first = send("orders.csv")
    assert send("orders.csv") == first
    assert sorted(Source.objects.filter(complete=True).values_list("name", flat=True)) == ["orders.csv", "people.csv"]
    assert (Dataset.objects.count(), job.count()) == (1, 1)
    changed = CONTENT.replace(b"c1,", b"c9,")
    assert (send("orders.csv", changed) == first) == bool(dataset)  # another file is another wish, also of one size
    assert Source.objects.filter(complete=True).count() == 4
    assert job.count() == 2


def test_a_plain_form_that_is_too_large_or_empty_says_so(studio_client: Callable[..., Client], settings: Any) -> None:
    settings.UPLOAD_LIMIT = 100
    client = studio_client("analyst")
    large = client.post(f"{DATA}new/", {"files": [SimpleUploadedFile("orders.csv", CONTENT)]})
    assert large.status_code == 400
    assert "at most 0.0 GB" in large.content.decode() or "were sent" in large.content.decode()
    none = client.post(f"{DATA}new/", {"name": "x"})
    assert "Choose at least one file." in none.content.decode()
    assert not Dataset.objects.exists()


def test_a_stranger_leaves_no_byte_on_the_disk(project: Project) -> None:
    before = set((Path(settings.WORKSPACE) / "uploads").rglob("*"))
    answer = Client().post(f"{DATA}new/", {"files": [SimpleUploadedFile("orders.csv", CONTENT)]})
    assert answer.status_code == 302
    assert set((Path(settings.WORKSPACE) / "uploads").rglob("*")) == before


def test_deleting_data_takes_every_file_with_it(studio_client: Callable[..., Client]) -> None:
    client = studio_client("analyst")
    sent(client, begun(client), 0, CONTENT)
    dataset = Dataset.objects.get()
    folder = Path(settings.WORKSPACE) / "uploads" / str(dataset.pk)
    assert folder.is_dir()
    assert "takes its files with it" in client.get(f"{DATA}{dataset.pk}/delete/").content.decode()
    client.post(f"{DATA}{dataset.pk}/delete/")
    assert not folder.exists()
    assert not Dataset.objects.exists()
    assert json.dumps(list(Event.objects.values_list("verb", flat=True))).count("deleted the data") == 1


def half_sent(studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> tuple[Client, Any]:
    """The first piece of a file that counts as a large one."""
    monkeypatch.setattr(uploads, "SHORT", 0)
    client = studio_client("analyst")
    told = begun(client)
    sent(client, told, 0, CONTENT[:1500])
    return client, told


def test_the_last_piece_does_not_read_the_file_again(
    studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, told = half_sent(studio_client, monkeypatch)
    sent(client, told, 1500, CONTENT[1500:])
    assert Source.objects.get().sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_after_a_new_start_of_the_server_the_hash_of_a_large_file_is_left_to_the_job(
    studio_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, told = half_sent(studio_client, monkeypatch)
    for other in range(hashing.MOST):  # what this process had reckoned is gone, as it is with the process
        hashing.follow(f"file {other}", 0, b"another")
    assert sent(client, told, 1500, CONTENT[1500:]).json()["complete"]
    assert Source.objects.get().sha256 == ""
    client.post(told["read"])
    work_off()
    assert Source.objects.get().sha256 == hashlib.sha256(CONTENT).hexdigest()
