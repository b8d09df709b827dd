"""What was done to a persona, in words? Versions and differences as a reader wants them told."""

from collections.abc import Mapping, Sequence
from typing import Any

from coterie.studio.screens.personas.facts import PARTS, SAID

HEADLINE = "headline"
HOWS = {"added": "new", "removed": "gone", "changed": "changed", "struck": "no longer holds"}
SHORT = 90


def version(told: Mapping[str, Any], texts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """A version of the history with each change as a sentence.

    texts    line id -> how the study told it, for changes that name a line.
    """
    return {**told, "said": [change(each, texts, names) for each in told["changes"]]}


def change(plain: Mapping[str, Any], texts: Mapping[str, str], names: Mapping[str, str]) -> str:
    """One change as a sentence."""
    do = plain["do"]
    if do == "rename":
        return f"Named it {plain['name']}."
    if do == "edit":
        what = (
            "the headline"
            if plain["line"] == HEADLINE
            else f"“{short(plain.get('was') or texts.get(plain['line'], 'a line'))}”"
        )
        return f"Rewrote {what} as “{short(plain['text'])}”."
    if do == "add":
        return f"Added “{short(plain['text'])}” ({SAID.get(plain['block'], heading(plain['block'])).lower()})."
    if do == "remove":
        return f"Hid “{short(plain.get('was') or texts.get(plain['line'], 'a line'))}”."
    if do == "show":
        return f"Showed “{short(texts.get(plain['line'], 'a line'))}” again."
    if do == "merge":
        return f"Took in {names.get(plain['segment'], plain['segment'])}."
    if do == "back":
        start = "as the study computed it" if plain["version"] == 0 else f"as in version {plain['version']}"
        return f"Went back: {start}."
    return {"archive": "Put it aside.", "restore": "Took it back.", "draw": "Drew another picture."}[do]


def heading(block: str) -> str:
    """The heading under which lines of a block stand."""
    return next((title for title, blocks in PARTS if block in blocks), block)


def short(text: str) -> str:
    """A text that fits into a line of a list."""
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def differences(found: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Differences with the words that say where and how."""
    return [_difference(each, names) for each in found]


def _difference(each: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    what, before, after = each["what"], each["before"], each["after"]
    places = {"name": "Name", "headline": "Headline", "archived": "Put aside", "merged": "Taken in",
              "picture": "Picture", "persona": "Persona"}  # fmt: skip
    if what == "merged":
        before, after = (", ".join(names.get(one, one) for one in side.split(", ") if one) for side in (before, after))
    if what == "picture":
        before, after = "", "another drawing"
    place = heading(each["block"]) if "block" in each else places[what]
    struck = each["how"] == "struck"
    return {"place": place, "how": HOWS[each["how"]], "before": before, "after": "" if struck else after,
            "kind": each["how"]}  # fmt: skip
