"""Is it remembered who did what, and would a change be noticed?"""

from collections.abc import Callable
from typing import Any

import pytest

from coterie.studio.accounts.models import Person
from coterie.studio.projects.events import record, verify
from coterie.studio.projects.models import ApiKey, Event, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(project: Project, keeper: Person) -> None:
    for turn in range(4):
        record(project, keeper, "imported", f"orders {turn}", rows=turn, share=0.1, names=["é", "<b>"])


def test_the_chain_of_what_was_done_holds(chain: None, keeper: Person) -> None:
    assert verify() is None
    last = Event.objects.first()
    assert last is not None
    assert (last.who, last.verb, last.object, last.detail["rows"]) == (f"person {keeper.pk}", "imported", "orders 3", 3)
    assert last.previous_hash == Event.objects.get(number=last.number - 1).hash


@pytest.mark.parametrize(
    "change", [{"verb": "looked"}, {"object": "x"}, {"detail": {"rows": 99}}, {"who": "person 99"}, {"scope": "x"}]
)
def test_a_changed_event_is_noticed_with_its_number(chain: None, change: dict[str, Any]) -> None:
    Event.objects.filter(number=3).update(**change)
    assert verify() == 3


def test_a_removed_event_is_noticed(chain: None) -> None:
    Event.objects.filter(number=2).delete()
    assert verify() == 2


def test_a_chain_written_anew_without_the_key_is_noticed(chain: None, settings: Any) -> None:
    settings.SECRET_KEY = "another key"
    assert verify() == 1


def test_the_chain_holds_after_its_person_and_project_are_gone(
    chain: None, project: Project, person: Callable[..., Person]
) -> None:
    gone = person("viewer")
    record(project, gone, "signed in")
    gone.delete()
    project.delete()
    assert Event.objects.filter(person=None, who__startswith="person").exists()
    assert verify() is None


def test_a_key_is_named_by_its_beginning(project: Project) -> None:
    key = ApiKey.objects.create(project=project, name="crm", prefix="ck_abcdefgh", hash="x")
    assert record(project, key, "scored").who == "key ck_abcdefgh"
    assert verify() is None


def test_the_next_number_is_taken_when_somebody_else_was_quicker(
    chain: None, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Event.objects.get(number=3)
    first = type(Event.objects.order_by("-number")).first
    seen: list[int] = []

    def stale(query: Any) -> Event | None:
        seen.append(1)
        return late if len(seen) == 1 else first(query)

    monkeypatch.setattr(type(Event.objects.order_by("-number")), "first", stale)
    made = record(project, None, "tidied")
    monkeypatch.undo()
    assert (len(seen), made.number) == (2, Event.objects.count())
    assert verify() is None
