"""Whom is it about?"""

from django import forms


class PersonForm(forms.Form):
    """The id of one customer."""

    customer = forms.CharField(
        label="Customer's id", max_length=200, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )
