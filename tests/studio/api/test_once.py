"""Has a call that is repeated one effect and one answer?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coterie.studio.api import once
from coterie.studio.projects.models import Dataset, IdempotentCall


def named(name: str) -> dict[str, str]:
    return {"name": name}


@pytest.mark.django_db
def test_the_same_call_again_has_the_same_answer_and_no_effect(program: Callable[..., Any]) -> None:
    call = program()
    first = call("post", "datasets", named("a"), Idempotency_Key="k1")
    again = call("post", "datasets", named("a"), Idempotency_Key="k1")
    assert (again.status_code, again.content) == (201, first.content)
    assert (first.headers.get("Idempotent-Replay"), again.headers["Idempotent-Replay"]) == (None, "true")
    assert Dataset.objects.count() == 1
    other = call("post", "datasets", named("b"), Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "COT-190")
    assert call("post", "datasets", named("b"), Idempotency_Key="k2").status_code == 201


@pytest.mark.django_db
def test_a_key_stands_for_its_program_and_its_address(program: Callable[..., Any]) -> None:
    one, two = program(), program()
    for call in (one, two):
        assert call("post", "datasets", named("a"), Idempotency_Key="k").status_code == 201
    assert Dataset.objects.count() == 2
    assert one("post", "score", {"customers": []}, Idempotency_Key="k").status_code == 422


@pytest.mark.django_db
def test_a_file_sent_twice_is_there_once(program: Callable[..., Any]) -> None:
    call = program()
    place = f"datasets/{call('post', 'datasets', named('a')).json()['id']}"
    for _ in range(2):
        assert call("post", f"{place}/files?name=o.csv", b"a,b\n1,2\n", Idempotency_Key="f").status_code == 201
    assert len(call("get", place).json()["sources"]) == 1
    assert call("post", f"{place}/files?name=o.csv", b"other", Idempotency_Key="f").status_code == 422


@pytest.mark.django_db
def test_a_call_that_is_still_answered_is_told_so_and_one_that_was_lost_may_be_made_again(
    program: Callable[..., Any],
) -> None:
    call = program()
    call("post", "datasets", named("a"), Idempotency_Key="k")
    IdempotentCall.objects.update(state="running", response="")
    answer = call("post", "datasets", named("a"), Idempotency_Key="k")
    assert (answer.status_code, answer.headers["Retry-After"]) == (409, "1")
    IdempotentCall.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert call("post", "datasets", named("a"), Idempotency_Key="k").status_code == 201


@pytest.mark.django_db
def test_a_fault_of_ours_leaves_no_effect_and_is_not_kept(
    program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = program()

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr("coterie.studio.api.datasets.record", fails)
        assert call("post", "datasets", named("a"), Idempotency_Key="k").status_code == 500
    assert (Dataset.objects.count(), IdempotentCall.objects.count()) == (0, 0)
    assert call("post", "datasets", named("a"), Idempotency_Key="k").status_code == 201


@pytest.mark.django_db
def test_after_a_day_a_key_is_free_again(program: Callable[..., Any]) -> None:
    call = program()
    call("post", "datasets", named("a"), Idempotency_Key="k")
    IdempotentCall.objects.update(at=timezone.now() - timedelta(hours=25))
    once.forget_old()
    assert IdempotentCall.objects.count() == 0
    assert call("post", "datasets", named("b"), Idempotency_Key="k").status_code == 201
