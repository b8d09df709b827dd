"""What is asked of people who come in?"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from coterie.studio.accounts.first import token_fits
from coterie.studio.accounts.models import Person

LONG = {"autocomplete": "new-password"}


class SetupForm(forms.Form):
    """The first account and the name of the first project."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-mail address",
        max_length=191,
        help_text="You sign in with it. Nothing is sent to it.",
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=200,
        help_text="At least 10 characters. A few words are easy to remember and hard to guess.",
        widget=forms.PasswordInput(LONG),
    )
    project = forms.CharField(label="Name of your shop or brand", max_length=120)
    token = forms.CharField(
        label="Setup token",
        max_length=100,
        help_text="It stands in the terminal where the studio was started.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if not settings.SETUP_TOKEN:
            del self.fields["token"]

    def clean_token(self) -> str:
        """The token of the terminal."""
        given = str(self.cleaned_data["token"])
        if not token_fits(given):
            raise forms.ValidationError("This is not the token of the terminal. Copy the whole line.")
        return given

    def clean(self) -> dict[str, Any]:
        """A password that is not a common one, nor the person's own name."""
        said = super().clean() or {}
        if "password" in said:
            person = Person(email=said.get("email", ""), name=said.get("name", ""))
            try:
                validate_password(said["password"], person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return said


class ProfileForm(forms.ModelForm):
    """What a person says of herself."""

    class Meta:
        model = Person
        fields = ["name"]
        labels = {"name": "Your name"}
        widgets = {"name": forms.TextInput({"autocomplete": "name"})}
