"""What is asked for a new project?"""

from django import forms


class ProjectForm(forms.Form):
    """A name and a currency."""

    name = forms.CharField(label="Name of the shop or brand", max_length=120)
    currency = forms.CharField(
        label="Currency",
        max_length=8,
        required=False,
        help_text="As amounts are shown, such as EUR. It may stay empty: amounts are then shown without one.",
    )
