"""Is the whole studio the same on each database, whatever is killed meanwhile? One walk, then one that is disturbed."""

import csv
import io
import random
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import servers
from browsing import Answer, Browser, orders
from strikes import EVERY, Calm, Strikes, plans

PIECE = 15_000
MANY = 20
SEEN: dict[str, Any] = {}


def at_once(act: Callable[[int], Answer]) -> list[Answer]:
    """Many acts in the same moment; their answers."""
    start, answers = threading.Barrier(MANY), []

    def one(number: int) -> None:
        start.wait()
        answers.append(act(number))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(MANY)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(answers) == MANY
    return answers


def test_of_many_first_visitors_one_keeps_the_studio(place: Any) -> None:
    browsers = [Browser(place.studio.address) for _ in range(MANY)]
    for browser in browsers:
        browser.ask("/setup/")
    answers = at_once(lambda number: browsers[number].set_up(f"visitor{number}@shop.example"))
    assert {answer.status for answer in answers} == {200}
    first = [number for number, browser in enumerate(browsers) if browser.ask("/").path == "/p/corner-shop/"]
    assert len(first) == 1, [answer.path for answer in answers]
    place.visitor, place.email = browsers[first[0]], f"visitor{first[0]}@shop.example"
    place.visitor.patient = True
    place.visitor.make_key(place.slug)


def test_the_walk_from_sign_in_to_persona_has_the_same_numbers_on_each_database(place: Any) -> None:
    person, slug = place.visitor, place.slug
    person.send("/account/sign-out/", {})
    assert person.ask(f"/p/{slug}/").path == "/account/sign-in/"
    assert person.sign_in(place.email, "not the password").path == "/account/sign-in/"
    assert person.sign_in(place.email).path == f"/p/{slug}/"
    assert person.send("/new-project/", {"name": "Zweiter Laden 🛒", "currency": "EUR"}).status == 200
    account, study = walked(person, slug)
    assert account["orders"]["accepted"] + account["orders"]["rejected"] + account["orders"]["duplicate"] == LINES
    renamed = person.edit_persona(slug, study, "Stammgäste 🌿")
    assert (renamed.status, "Saved as version 1" in renamed.text, "Stammgäste 🌿" in renamed.text) == (200, True, True)
    place.seen = {"account": account, **told(person, study)}
    assert place.seen == SEEN.setdefault("numbers", place.seen)
    assert chain(person, slug)


LINES = orders().count(b"\n") - 1


def walked(person: Browser, slug: str, strikes: Calm | None = None) -> tuple[dict[str, Any], str]:
    """Upload, import and analyse; the account of every row, and the study."""
    strikes = strikes or Calm()
    with strikes.during("upload"):
        dataset = person.upload(slug, "orders.csv", orders(), PIECE, strikes.piece)
        person.guessed(slug, dataset)
    with strikes.during("import"):
        account = person.bring_in(slug, dataset)
    with strikes.during("analysis"):
        study = person.analyse(slug, dataset)
    return account, study


def told(person: Browser, study: str) -> dict[str, Any]:
    """What the study says, without what is its own: ids and moments."""
    return {
        "metrics": person.call(f"studies/{study}/metrics").data,
        "segments": person.call(f"studies/{study}/segments").data["segments"],
        "customers": person.call(f"studies/{study}/members?size=100").data["items"],
    }


def chain(person: Browser, slug: str) -> Counter[str]:
    """How often what was done, after every hash of the log was reckoned again."""
    checked = person.send(f"/p/{slug}/settings/activity/check/", {})
    assert "whole" in checked.text or "unbroken" in checked.text, checked.heading
    rows = csv.DictReader(io.StringIO(person.ask(f"/p/{slug}/settings/activity/file/").text))
    return Counter(row["did"] for row in rows)


def test_twenty_equal_calls_have_one_effect_and_twenty_others_one_each(place: Any) -> None:
    person = place.visitor
    same = at_once(lambda _: person.call("datasets", {"name": "storm"}, Idempotency_Key=f"storm-{place.database}"))
    assert {answer.status for answer in same} <= {201, 409}, Counter(answer.text for answer in same)
    assert len({answer.data["id"] for answer in same if answer.status == 201}) == 1
    others = at_once(lambda n: person.call("datasets", {"name": f"own {n}"}, Idempotency_Key=f"own-{n}"))
    assert {answer.status for answer in others} == {201}, Counter(answer.text for answer in others)
    names = Counter(each["name"] for each in person.call("datasets?size=100").data["items"])
    assert names["storm"] == 1
    assert [names[f"own {n}"] for n in range(MANY)] == [1] * MANY
    assert chain(person, place.slug)["made a dataset"] == MANY + 1


PLANS = plans(servers.NAMES, seed=20)


def test_every_process_is_struck_in_each_phase_on_one_database_or_another() -> None:
    assert {(phase, each) for plan in PLANS.values() for phase in plan for each in plan[phase]} == EVERY


def test_whatever_is_killed_nothing_is_lost_and_nothing_doubled(place: Any) -> None:
    before, plan = chain(place.visitor, place.slug), PLANS[place.database]
    strikes = Strikes(place, plan, random.Random(place.database))
    account, study = walked(place.visitor, place.slug, strikes)
    assert strikes.killed == {(phase, victim) for phase in plan for victim in plan[phase]}
    assert {"account": account, **told(place.visitor, study)} == place.seen
    after = chain(place.visitor, place.slug)
    done = {verb: after[verb] - before[verb] for verb in ("uploaded", "imported", "analysed")}
    assert done == {"uploaded": 1, "imported": 1, "analysed": 1}
    assert "Traceback" not in place.studio.said
