"""Does a message arrive, signed, once, and is it tried again until it does? Against a real receiver."""

import hmac
import http.server
import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coterie.studio.accounts.models import Person
from coterie.studio.api.announcing import changes, job_ended
from coterie.studio.projects import calling, webhooks
from coterie.studio.projects.models import Dataset, Delivery, Project, StudyRecord, Webhook
from coterie.studio.runs.models import Job

pytestmark = pytest.mark.django_db


class Receiver:
    """Keeps what it is told and answers as it is asked to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        mine = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                mine.got.append((dict(self.headers), body))
                self.send_response(mine.status)
                if mine.status == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self._server.server_address[1]}/hook?x=1"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv("COTERIE_WEBHOOK_HOSTS", "localhost")
    made = Receiver()
    yield made
    made.close()


def due() -> None:
    Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_a_message_is_signed_so_that_the_receiver_can_tell(
    receiver: Receiver, project: Project, keeper: Person
) -> None:
    _, secret = webhooks.make_webhook(project, keeper, receiver.url, ["study.finished"])
    began = int(time.time())
    assert webhooks.announce(project, "study.finished", {"study": "x"}) == 1
    assert webhooks.announce(project, "study.failed", {}) == 0
    assert webhooks.send_due() == 1
    head, body = receiver.got[0]
    parts = dict(part.split("=", 1) for part in head["Coterie-Signature"].split(","))
    want = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, "sha256").hexdigest()
    assert parts["v1"] == want
    assert began <= int(parts["t"]) <= time.time()
    said = json.loads(body)
    assert (said["event"], said["data"], said["project"]) == ("study.finished", {"study": "x"}, "corner-shop")
    assert head["Coterie-Delivery"] == said["id"]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.response_code, delivery.attempts) == ("delivered", 200, 1)
    assert webhooks.send_due() == 0
    assert secret not in delivery.webhook.secret_encrypted


def test_it_is_tried_again_later_and_later_and_then_given_up(
    receiver: Receiver, project: Project, keeper: Person
) -> None:
    receiver.status = 500
    hook, _ = webhooks.make_webhook(project, keeper, receiver.url, [])
    webhooks.announce(project, "study.finished", {})
    waits = []
    while Delivery.objects.get().state == "waiting":
        before = timezone.now()
        assert webhooks.send_due() == 1
        assert webhooks.send_due() == 0, "not due yet"
        waits.append(round((Delivery.objects.get().next_at - before).total_seconds() / 60))
        due()
    assert waits[:-1] == sorted(waits[:-1]) == [1, 5, 15, 60, 180, 360, 720]
    last = Delivery.objects.get()
    assert (last.state, last.attempts, last.response_code) == ("failed", 8, 500)
    receiver.status = 200
    copy = webhooks.again(last)
    assert webhooks.send(copy)
    ids = {json.loads(body)["id"] for _, body in receiver.got}
    assert len(ids) == 1
    assert hook.deliveries.filter(state="delivered").count() == 1


def test_two_workers_send_one_message_once(receiver: Receiver, project: Project, keeper: Person) -> None:
    hook, _ = webhooks.make_webhook(project, keeper, receiver.url, [])
    first = webhooks.write(hook, "ping", {})
    second = Delivery.objects.get(pk=first.pk)
    assert webhooks.send(first)
    assert not webhooks.send(second)
    assert len(receiver.got) == 1


def test_a_redirect_is_not_followed_and_gone_is_final(receiver: Receiver, project: Project, keeper: Person) -> None:
    hook, _ = webhooks.make_webhook(project, keeper, receiver.url, [])
    receiver.status = 302
    webhooks.send(webhooks.write(hook, "ping", {}))
    assert (len(receiver.got), Delivery.objects.get().state) == (1, "waiting")
    receiver.status = 410
    webhooks.send(webhooks.write(hook, "ping", {}))
    assert Delivery.objects.filter(state="failed").count() == 1


def test_a_secret_that_cannot_be_read_keeps_no_other_message_back(
    receiver: Receiver, project: Project, keeper: Person
) -> None:
    webhooks.make_webhook(project, keeper, receiver.url, [])
    broken, _ = webhooks.make_webhook(project, keeper, receiver.url, [])
    Webhook.objects.filter(pk=broken.pk).update(secret_encrypted="of another workspace")
    assert webhooks.announce(project, "study.finished", {}) == 2
    assert webhooks.send_due() == 2
    assert len(receiver.got) == 1
    assert broken.deliveries.get().state == "failed"
    assert "Make the webhook anew" in broken.deliveries.get().message


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://localhost:8000/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/"),
        *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/", "http://[fe80::1]/"),
        *("http://[::ffff:127.0.0.1]/", "http://224.0.0.1/", "file:///etc/passwd", "ftp://example.com/", "gopher://x/"),
        *("http://user:secret@example.com/", "http://nobody.invalid/", "https://", "http://x:99999/", "http://a b/"),
    ],
)
def test_an_address_that_points_inside_is_not_called(url: str) -> None:
    with pytest.raises(calling.Refused):
        calling.check(url)
    assert not calling.call(url, b"{}", {}).arrived


def test_an_inner_host_may_be_allowed_but_never_the_one_that_hands_out_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COTERIE_WEBHOOK_HOSTS", "10.0.0.1, 169.254.169.254")
    assert calling.check("http://10.0.0.1/") == "10.0.0.1"
    with pytest.raises(calling.Refused):
        calling.check("http://169.254.169.254/")


def segments(*sizes: int) -> dict[str, Any]:
    return {
        "headline": "x",
        "segments": [
            {"id": f"s{i}", "name": f"Group {i}", "customers": size, "share": size / sum(sizes), "colour": i}
            for i, size in enumerate(sizes, start=1)
            if size
        ],
    }


@pytest.fixture
def studies(project: Project) -> list[StudyRecord]:
    dataset = Dataset.objects.create(project=project, name="orders", state="ready")
    first = StudyRecord.objects.create(
        project=project, dataset=dataset, number=1, state="done", summary=segments(10, 20, 30)
    )
    second = StudyRecord.objects.create(
        project=project, dataset=dataset, number=2, state="done", summary=segments(10, 25, 0, 5), previous=first
    )
    return [first, second]


def test_segments_that_moved_are_told_beside_what_they_were(studies: list[StudyRecord]) -> None:
    first, second = studies
    assert changes(first) == []
    told = {each["id"]: (each["state"], each["previous_customers"], each["customers"]) for each in changes(second)}
    assert told == {"s2": ("changed", 20, 25), "s3": ("gone", 30, None), "s4": ("new", None, 5)}
    second.summary = first.summary
    assert changes(second) == []


def test_what_a_job_ends_with_is_told(studies: list[StudyRecord], project: Project, keeper: Person) -> None:
    webhooks.make_webhook(project, keeper, "https://example.com/", [])
    first, second = studies

    def told(**job: Any) -> list[str]:
        Delivery.objects.all().delete()
        job_ended(Job.objects.create(project=project, **job))
        return list(Delivery.objects.order_by("pk").values_list("event", flat=True))

    assert told(kind="analyze", study=first, state="done") == ["study.finished"]
    assert told(kind="analyze", study=second, state="done") == ["study.finished", "segments.changed"]
    second.state, second.message = "refused", "No orders."
    assert told(kind="analyze", study=second, state="done") == ["study.failed"]
    assert Delivery.objects.get().payload["data"]["message"] == "No orders."
    assert told(kind="analyze", study=second, state="cancelled") == []
    assert told(kind="import", dataset=first.dataset, state="done") == ["dataset.imported"]
    assert told(kind="export", study=first, state="done") == []
