import pytest

from coterie.studio.config import brief
from coterie.studio.config.brief import Brief


def test_a_thing_is_believed_for_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(brief.time, "monotonic", lambda: now)
    known = Brief[str](2.0)
    known.put("a", "x")
    now = 101.9
    assert known.get("a") == "x"
    now = 102.0
    assert known.get("a") is None


def test_what_is_dropped_is_gone_and_a_full_memory_begins_anew() -> None:
    known = Brief[int](60.0, most=2)
    known.put("a", 1)
    known.drop("a")
    known.drop("a")
    assert known.get("a") is None
    for place in range(5):
        known.put(str(place), place)
    assert [known.get(str(place)) for place in range(5)] == [None, None, None, None, 4]
