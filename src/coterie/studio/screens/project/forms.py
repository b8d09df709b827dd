"""What may be set? The limits are those of `projects.schema`; no number stands here."""

from typing import Any

from django import forms

from coterie.studio.projects.colour import FORM, readable
from coterie.studio.projects.models import Project
from coterie.studio.projects.schema import BY_NAME, Setting


def _number(setting: Setting) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{setting.label} ({setting.unit})",
        min_value=setting.least,
        max_value=setting.most,
        help_text=f"{setting.effect} From {setting.range}; {setting.default} where nothing is set.",
    )


class SettingsForm(forms.Form):
    """Name, currency and everything of the schema."""

    name = forms.CharField(label="Name", max_length=120)
    currency = forms.CharField(
        label="Currency",
        max_length=8,
        required=False,
        help_text="As amounts are shown, such as EUR. It may stay empty.",
    )
    retention_days = _number(BY_NAME["retention_days"])
    smallest_group = _number(BY_NAME["smallest_group"])
    accent = forms.CharField(
        label=BY_NAME["accent"].label,
        required=False,
        max_length=7,
        help_text=f"{BY_NAME['accent'].effect} Such as #0b4f8a; dark enough to be read on white.",
        widget=forms.TextInput({"placeholder": "#0b6e69", "spellcheck": "false"}),
    )

    def __init__(self, project: Project, data: Any = None) -> None:
        kept = {name: project.setting(name) for name in BY_NAME}
        super().__init__(data, initial={"name": project.name, "currency": project.currency, **kept})

    def clean_name(self) -> str:
        """A name that is more than blanks."""
        return str(self.cleaned_data["name"]).strip()

    def clean_accent(self) -> str:
        """A colour that can be read, in its one spelling."""
        said = str(self.cleaned_data["accent"]).strip().lower()
        if said and not FORM.fullmatch(said):
            raise forms.ValidationError("Write it as # and six signs, such as #0b4f8a.")
        if said and not readable(said):
            raise forms.ValidationError("Too light: text in this colour could not be read on white. Take a darker one.")
        return said


class DeleteForm(forms.Form):
    """The name once more, so that nobody deletes by a slip."""

    name = forms.CharField(
        label="Type the name of the project", max_length=120, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, project: Project, data: Any = None) -> None:
        super().__init__(data, prefix="delete")
        self._project = project

    def clean_name(self) -> str:
        """The very name."""
        if self.cleaned_data["name"].strip() != self._project.name:
            raise forms.ValidationError(f"This is not the name. It is {self._project.name}.")
        return self._project.name
