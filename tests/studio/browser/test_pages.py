"""Is every page whole? Every address of the studio, on every screen, in light and dark, in a real browser."""

import re
from typing import Any

import playwright.sync_api as playwright
import pytest

from browsing import until
from filled import ALL, place
from looking import SIZES, STILL, Sight, heading_faults, window
from patience import SLOW
from visitors import PASSWORD

# What a workspace like this one does not have, and why.
ABSENT = {
    "account_reset_password_from_key": "a link is made and opened in a test of its own",
    "delivery_again": "nothing was sent to the webhook yet",
    "mfa_deactivate_totp": "two-factor sign-in is off",
    "mfa_download_recovery_codes": "two-factor sign-in is off",
    "mfa_view_recovery_codes": "two-factor sign-in is off",
    "job_file": "the analysis made no file",
    "export_persona": "no such kind of file",
    "export_personas": "no such kind of file",
    "export_report": "no such kind of file",
    "make_reset_link": "a link is made and opened in a test of its own",
    "drop_two_factor": "two-factor sign-in is off",
    "receipt": "nobody was forgotten",
}
REFUSED = {"join": "the invitation is for somebody else"}
GOES_OUT = {"account_logout"}  # ends the session of the others; a test of its own
TITLES = {"help_page", "help_code"}  # named by their subject, as a dictionary is


def faults(day: Sight, night: Sight, address: str, titled: bool = False) -> list[str]:
    """Everything that is wrong with a page: on each screen by day, and on a phone at night."""
    width, height = SIZES[0]
    day.at(width, height).page.goto(address)
    day.page.evaluate(STILL)
    found = [] if titled else heading_faults(day.page)
    found += [f"axe, light: {each}" for each in day.axe()]
    found += [f"small: {each}" for each in day.small()]
    found += [f"focus not seen: {each}" for each in day.unseen()]
    for width, height in SIZES:
        wide = day.at(width, height).too_wide()
        found += [f"at {width}: {wide}"] if wide else []
    night.page.goto(address)
    night.page.evaluate(STILL)
    found += [f"axe, dark: {each}" for each in night.axe("color-contrast", "target-size")]
    found += [f"small on a phone: {each}" for each in night.small()]
    found += [f"on a phone: {night.too_wide()}"] if night.too_wide() else []
    return found + day.complaints() + night.complaints()


ROUTES = [(route, pattern) for route, pattern in ALL if pattern.name not in GOES_OUT]


@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[route for route, _ in ROUTES])
def test_a_page_is_whole_on_every_screen_in_light_and_dark(
    route: str, pattern: Any, shop: Any, day: Sight, night: Sight
) -> None:
    address = place(route, pattern, "corner-shop", shop.found)
    if not address:
        assert pattern.name in ABSENT
        return
    answer = day.context.request.get(address, max_redirects=0, timeout=SLOW)
    if answer.status == 405:  # a form's address; the page that holds the form is looked at
        return
    if answer.status in (301, 302):
        assert day.context.request.get(address, timeout=SLOW).status == 200
        return
    assert answer.status == 200 or pattern.name in REFUSED or (answer.status == 404 and pattern.name in ABSENT)
    if answer.status == 200 and answer.headers["content-type"].startswith("text/html"):
        assert faults(day, night, address, pattern.name in TITLES) == []


def test_pages_for_whom_has_not_signed_in_are_whole(chromium: playwright.Browser, shop: Any, night: Sight) -> None:
    page = shop.person.send(f"/account/people/{shop.found['member']}/link/", {})
    reset = re.search(r'id="link">[^<]*?(/account/[^<]+)<', page.text)
    assert reset, page.heading
    joined = place(*next(each for each in ALL if each[1].name == "join"), "", shop.found)
    dark: dict[str, Any] = {"color_scheme": "dark", "has_touch": True, "is_mobile": True}
    for address in ("/account/sign-in/", "/account/password/forgotten/", joined, reset[1]):
        with window(chromium, shop.address, 1440) as light, window(chromium, shop.address, 390, 844, **dark) as late:
            assert faults(light, late, address, titled=address == "/account/sign-in/") == [], address


def test_two_factor_sign_in_is_turned_on_after_the_password_was_asked_again(day: Sight) -> None:
    day.page.goto("/account/two-factor/on/")
    if "/again/" in day.page.url:
        day.page.get_by_label("Password").fill(PASSWORD)
        day.page.keyboard.press("Enter")
        day.page.wait_for_url("**/two-factor/on/**")
    assert heading_faults(day.page) + day.axe() + day.small() == []
    assert [day.at(width, height).too_wide() for width, height in SIZES] == [""] * len(SIZES)
    assert day.complaints() == []


def test_the_page_that_is_not_there_says_so_and_is_whole(day: Sight, night: Sight) -> None:
    found = faults(day, night, "/p/nowhere/")
    assert [each for each in found if "status of 404" not in each] == []


def test_pages_of_two_studies_are_whole(shop: Any, day: Sight, night: Sight) -> None:
    root, dataset = "/p/corner-shop", shop.dataset
    said = {"dataset": dataset, "previous": shop.study, "judge": "auto", "method": "auto", "value": "auto"}
    shop.person.send(f"{root}/new/", {**said, "time_unit": "day", "segments": "3"})

    def studies() -> list[dict[str, Any]]:
        return [each for each in shop.person.call("studies").data["items"] if each["state"] == "done"]

    until(lambda: len(studies()) == 2, "the second analysis is done")
    newer = next(each["id"] for each in studies() if each["id"] != shop.study)
    going = shop.person.send(f"{root}/s/{newer}/compare/", {"older": shop.study})
    until(lambda: 'data-state="done"' in shop.person.ask(going.path).text, "the two are compared")
    pages = ("", "compare/", f"compare/?older={shop.study}", "personas/", "personas/moved/", "personas/s1/")
    for page in pages:
        assert faults(day, night, f"{root}/s/{newer}/{page}") == [], page
    for page in ("/", "/studies/", "/saved/"):
        assert faults(day, night, root + page) == [], page
