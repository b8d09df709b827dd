"""Which events are asked for?"""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import make_aware

from coterie.studio.projects.models import Event, Member, Project

DAY = forms.DateInput({"type": "date"})
STUDIO = "studio"


class FilterForm(forms.Form):
    """Who, what, from when to when; words that mean nothing are left out of account."""

    who = forms.ChoiceField(label="Who", required=False)
    verb = forms.ChoiceField(label="Did what", required=False)
    since = forms.DateField(label="From", required=False, widget=DAY)
    until = forms.DateField(label="To", required=False, widget=DAY)

    def __init__(self, project: Project, data: Any) -> None:
        super().__init__(data)
        self._project = project
        people = Member.objects.filter(project=project).select_related("person").order_by("person__name")
        verbs = Event.objects.filter(project=project).order_by("verb").values_list("verb", flat=True).distinct()
        who = [(str(each.person_id), each.person.shown) for each in people]
        keys = [(f"key {each.prefix}", f"key {each.name}") for each in project.keys.all()]
        self.fields["who"].choices = [("", "everybody"), *who, *keys, (STUDIO, "the studio itself")]
        self.fields["verb"].choices = [("", "anything"), *((verb, verb) for verb in verbs)]

    @property
    def asks(self) -> bool:
        """Is anything filtered?"""
        return self.is_valid() and any(self.cleaned_data.values())

    def events(self) -> QuerySet[Event]:
        """The events that pass, newest first."""
        found = Event.objects.filter(project=self._project).select_related("person", "key").order_by("-number")
        said = self.cleaned_data if self.is_valid() else {}
        if who := said.get("who"):
            found = found.filter(who=f"person {who}" if who.isdigit() else who)
        if said.get("verb"):
            found = found.filter(verb=said["verb"])
        if said.get("since"):
            found = found.filter(at__gte=make_aware(datetime.combine(said["since"], time.min)))
        if said.get("until"):
            found = found.filter(at__lte=make_aware(datetime.combine(said["until"], time.max)))
        return found
