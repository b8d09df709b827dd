"""What is asked for a key and for a webhook?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from coterie.studio.projects.calling import Refused, check
from coterie.studio.projects.keys import SCOPES
from coterie.studio.projects.webhooks import EVENTS

ENDS = (("30", "in 30 days"), ("90", "in 90 days"), ("365", "in a year"), ("", "never"))


class KeyForm(forms.Form):
    """Name, scopes and end of a key."""

    name = forms.CharField(
        label="What will use this key?", max_length=120, help_text="Such as: mail tool, nightly job."
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=list(SCOPES.items()),
        initial=["read", "score"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one: a key without a scope opens nothing."},
    )
    ends = forms.ChoiceField(label="When does it end?", choices=ENDS, initial="365", required=False)

    def expires(self) -> Any:
        """The moment, or None."""
        days = self.cleaned_data["ends"]
        return timezone.now() + timedelta(days=int(days)) if days else None


class WebhookForm(forms.Form):
    """Address and events of a webhook."""

    url = forms.CharField(
        label="Which address is told?",
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text="It gets a signed message (POST, JSON) and answers with 2xx within 5 seconds.",
    )
    events = forms.MultipleChoiceField(
        label="Of what?",
        choices=list(EVENTS.items()),
        initial=list(EVENTS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one event."},
    )

    def clean_url(self) -> str:
        """An address that may be called."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            check(url)
        except Refused as reason:
            raise forms.ValidationError(str(reason)) from reason
        return url
