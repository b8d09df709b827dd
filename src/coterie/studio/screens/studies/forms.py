"""What can be said about a study?"""

from django import forms


class TitleForm(forms.Form):
    """Its name."""

    title = forms.CharField(label="Name", required=False, max_length=200, help_text="Left empty, it has its number.")
