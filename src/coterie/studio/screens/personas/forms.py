"""What may a person change on a persona? Its name, its headline, each line, and lines of her own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from coterie.studio.screens.personas.facts import PARTS, SAID, parts

LONGEST = 2000
LARGEST = 5_000_000  # bytes of a file of versions
OWN = (
    ("quote", "In their words", "What one of them might say; from an interview, if you had one."),
    ("goal", "Goals", "What they want to get done. One a line."),
    ("frustration", "Frustrations", "What stands in their way. One a line."),
    ("needs", "Needs", "What would help them. One a line."),
    ("channel", "Channels", "Where they are reached. One a line."),
)


class EditForm(forms.Form):
    """One persona to be worked on, each of its lines a field; `card` is the version that was opened."""

    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = forms.CharField(label="Name", max_length=120)
    headline = forms.CharField(label="Headline", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(
        label="Why, for the history", max_length=300, required=False, help_text="Such as: after the workshop in May."
    )

    def __init__(self, card: Mapping[str, Any], data: Any = None) -> None:
        self.card = card
        self.told = [line for line in card["lines"] if line["kind"] != "absent"]
        first = {"expected": card["version"], "name": card["name"], "headline": card["headline"]["text"]}
        super().__init__(data, initial=first)
        for line in self.told:
            label = SAID.get(line["block"], "Line")
            self.fields[f"line-{line['id']}"] = _text(label, initial=line["text"])
            self.fields[f"hide-{line['id']}"] = forms.BooleanField(label="Hide this line", required=False)
        self.hidden = [line for line in card["hidden"] if not line["struck"]]
        for line in self.hidden:
            self.fields[f"show-{line['id']}"] = forms.BooleanField(label=line["text"], required=False)
        for block, label, hint in OWN:
            self.fields[f"add-{block}"] = _text(label, help_text=hint)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields of the lines under the headings of the page."""
        return [
            {
                "title": part["title"],
                "rows": [
                    {"line": line, "text": self[f"line-{line['id']}"], "hide": self[f"hide-{line['id']}"]}
                    for line in part["lines"]
                ],
            }
            for part in parts(self.told, PARTS)
        ]

    @property
    def back(self) -> list[Any]:
        """The fields of lines that were hidden and can be shown again."""
        return [self[f"show-{line['id']}"] for line in self.hidden]

    @property
    def own(self) -> list[Any]:
        """The fields of lines that are to be added."""
        return [self[f"add-{block}"] for block, _, _ in OWN]

    def changes(self) -> list[dict[str, Any]]:
        """What differs from the version that was opened, as the book takes it."""
        told = self.cleaned_data
        out: list[dict[str, Any]] = []
        if not same(told["name"], self.card["name"]):
            out.append({"do": "rename", "name": told["name"]})
        if not same(told["headline"], self.card["headline"]["text"]):
            out.append({"do": "edit", "line": "headline", "text": told["headline"]})
        for line in self.told:
            text = told[f"line-{line['id']}"].strip()
            if told[f"hide-{line['id']}"] or not text:
                out.append({"do": "remove", "line": line["id"]})
            elif not same(text, line["text"]):
                out.append({"do": "edit", "line": line["id"], "text": text})
        out += [{"do": "show", "line": line["id"]} for line in self.hidden if told[f"show-{line['id']}"]]
        for block, _, _ in OWN:
            texts = [told[f"add-{block}"]] if block == "quote" else told[f"add-{block}"].splitlines()
            out += [{"do": "add", "block": block, "text": text.strip()} for text in texts if text.strip()]
        return out


class MergeForm(forms.Form):
    """Which other persona is taken in."""

    other = forms.ChoiceField(label="Take in")

    def __init__(self, others: Sequence[Mapping[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["other"].choices = [(each["segment"], each["name"]) for each in others]


class ImportForm(forms.Form):
    """A file of versions."""

    file = forms.FileField(
        label="File of versions",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text="The JSON that “All versions” gave here or in another studio.",
    )


def same(one: str, other: str) -> bool:
    r"""Do two texts say the same, however they are spaced?

    >>> same("16\u00a0% of all ", "16 % of all")
    True
    """
    return one.split() == other.split()


def _text(label: str, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area, **more)
