"""What is asked about people?"""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from coterie.studio.accounts.models import Person, tidy
from coterie.studio.projects.models import Member, Project
from coterie.studio.projects.models.project import ROLES
from coterie.studio.projects.roles import Role


class InviteForm(forms.Form):
    """An address and a role."""

    email = forms.EmailField(label="E-mail address", max_length=191, help_text="Nothing is sent to it.")
    role = forms.ChoiceField(label="Role", choices=ROLES, initial=Role.VIEWER.value)

    def __init__(self, project: Project, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._project = project

    def clean_email(self) -> str:
        """An address of nobody who is a member already."""
        email = tidy(self.cleaned_data["email"])
        if Member.objects.filter(project=self._project, person__email=email).exists():
            raise forms.ValidationError("This person is a member already. Change the role in the list.")
        return email


class MemberForm(forms.Form):
    """A member's role and right."""

    role = forms.ChoiceField(choices=ROLES)
    may_personal = forms.BooleanField(required=False)


class JoinForm(forms.Form):
    """A name and a password for a new account; the address is the invitation's."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=200,
        help_text="At least 10 characters. A few words are easy to remember and hard to guess.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._email = email

    def clean(self) -> dict[str, Any]:
        """A password that is not a common one, nor the person's own name."""
        said = super().clean() or {}
        if "password" in said:
            try:
                validate_password(said["password"], Person(email=self._email, name=said.get("name", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return said
