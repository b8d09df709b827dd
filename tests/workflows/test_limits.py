"""How much of the machine an analysis may use is said in the environment, in numbers."""

import os

import pytest

from coterie.terms import WrongWords
from coterie.workflows.limits import memory_mb, threads


@pytest.mark.parametrize("said", ["abc", "-5", "0", "10", "1.5", "1e3", "٣٠٠", "99999999999999999999"])
def test_memory_that_is_no_number_of_mebibytes_is_wrong_words(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTERIE_MEMORY_MB", said)
    with pytest.raises(WrongWords, match=f"COT-109.*COTERIE_MEMORY_MB={said}"):
        memory_mb()


@pytest.mark.parametrize("said", ["many", "0", "100000"])
def test_threads_that_are_no_number_are_wrong_words(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTERIE_THREADS", said)
    with pytest.raises(WrongWords, match="COT-109"):
        threads()


def test_a_number_is_taken_and_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTERIE_MEMORY_MB", " 512 ")
    monkeypatch.setenv("COTERIE_THREADS", "")
    assert memory_mb() == 512
    assert 1 <= threads() <= 8


def test_what_is_usual_for_a_task_gives_way_to_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COTERIE_MEMORY_MB", raising=False)
    assert (memory_mb(), memory_mb(700)) == (2048, 700)
    monkeypatch.setenv("COTERIE_MEMORY_MB", "900")
    assert memory_mb(700) == 900


def test_a_system_that_does_not_tell_who_may_run_where_has_all_its_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COTERIE_THREADS", raising=False)
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert threads() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert threads() == 1
