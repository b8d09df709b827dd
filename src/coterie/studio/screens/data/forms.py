"""What is asked when data are brought?"""

from typing import Any

from django import forms

from coterie.studio.projects import uploads

MOST_FILES = 40


class NameForm(forms.Form):
    """What a dataset is called."""

    name = forms.CharField(label="Name", max_length=200)


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by its size."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, or what is wrong with one."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError("Choose at least one file.")
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                f"{len(given)} files at once; at most {MOST_FILES} are taken. Pack them together."
            )
        for file in given:
            try:
                uploads.check(uploads.shown_name(file.name), file.size)
            except uploads.Unwelcome as no:
                raise forms.ValidationError(str(no)) from no
        return list(given)


class UploadForm(forms.Form):
    """Files, and what they are called together."""

    files = FilesField(label="Your files", error_messages={"required": "Choose at least one file."})
    name = forms.CharField(
        label="What are these data called?",
        max_length=200,
        required=False,
        help_text="Such as: Orders of 2024. Empty takes the name of the first file.",
    )
