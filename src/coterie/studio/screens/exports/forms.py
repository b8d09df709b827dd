"""What is asked for a list? Whom, what beside the id, whether a control group is split off, and as which file."""

from typing import Any

from django import forms

from coterie.studio.projects.models import Project
from coterie.workflows import OpenStudy

FORMATS = (("csv", "CSV"), ("xlsx", "Excel"), ("parquet", "Parquet"), ("json", "JSON"))
WHAT = (
    ("list", "A list for a campaign: id, segment and value, with a control group"),
    ("rows", "A table of customers: everything that is known of each"),
)
EVERYBODY = "everybody"


class ListForm(forms.Form):
    """Rows about people."""

    who = forms.ChoiceField(label="Whom")
    what = forms.ChoiceField(label="What", choices=WHAT, initial="list")
    stage = forms.ChoiceField(label="Only at this stage", required=False)
    control = forms.IntegerField(
        label="Control group, percent",
        min_value=0,
        max_value=50,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "A whole number from 0 to 50."),
        initial=10,
        help_text="These are left in peace, to see what the campaign changed. Only for a campaign; 0 keeps none.",
    )
    campaign = forms.CharField(
        label="Name of the campaign",
        max_length=80,
        required=False,
        help_text="Another name draws other controls; the same name draws the same ones again.",
    )
    format = forms.ChoiceField(label="File", choices=FORMATS, initial="csv")

    def __init__(self, project: Project, study: OpenStudy, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        groups: list[Any] = [(EVERYBODY, f"Everybody ({study.summary['customers']:,})")]
        found = [(f"segment:{each['id']}", f"{each['name']} ({each['size']:,})") for each in study.segments]
        kept = [(f"saved:{each.pk}", each.name) for each in project.saved_segments.all()]
        groups += [("Segments", found)] if found else []
        groups += [("Saved segments", kept)] if kept else []
        self.fields["who"].choices = groups
        stages: list[str] = next((each["levels"] for each in study.traits if each["name"] == "lifecycle_stage"), [])
        if stages:
            self.fields["stage"].choices = [
                ("", "Any stage"),
                *((each, each.capitalize()) for each in stages),
            ]
        else:
            del self.fields["stage"]

    def arguments(self, project: Project) -> dict[str, Any]:
        """The words of the job; the form is valid."""
        said = self.cleaned_data
        kind, _, name = said["who"].partition(":")
        where = project.saved_segments.get(pk=name).conditions if kind == "saved" else None
        out: dict[str, Any] = {"what": said["what"], "format": said["format"]}
        if kind == "segment":
            out["segment"] = name
        if said["what"] == "rows":
            parts = [where] if where else []
            if said.get("stage"):
                parts.append({"trait": "lifecycle_stage", "is": "=", "value": said["stage"]})
            return out | ({"where": {"all": parts}} if parts else {})
        out |= {
            "control": f"{said['control']}%",
            "campaign": said["campaign"].strip(),
            "stage": said.get("stage") or "",
        }
        if where:
            out["where"] = where
        if kind == EVERYBODY:
            out["everybody"] = True
        return out
