"""What may customers be chosen by? Words of the address, each checked; a wrong one is told and left out."""

from typing import Any

from django import forms

from coterie.studio.projects.models import Project
from coterie.workflows import OpenStudy

RISKS = (("high", "High"), ("middle", "Middle"), ("low", "Low"))
ORDERS = (
    ("customer_id", "Customer id"),
    ("-revenue", "Revenue, highest first"),
    ("-orders", "Orders, most first"),
    ("recency_days", "Last order, newest first"),
    ("-recency_days", "Last order, oldest first"),
    ("p_alive", "Still a customer, least first"),
    ("-spend_at_risk", "Spend at risk, highest first"),
    ("confidence", "Fits the segment, least first"),
)
SIZES = (25, 50, 100)


class FilterForm(forms.Form):
    """Search and filters; none is required."""

    q = forms.CharField(label="Customer id", required=False, max_length=100)
    segment = forms.ChoiceField(label="Segment", required=False)
    stage = forms.ChoiceField(label="Stage", required=False)
    risk = forms.ChoiceField(label="Risk of loss", required=False)
    least = forms.FloatField(label="Value from", required=False)
    most = forms.FloatField(label="Value to", required=False)
    saved = forms.ChoiceField(label="Saved segment", required=False)
    sort = forms.ChoiceField(label="Order by", required=False)

    def __init__(self, project: Project, study: OpenStudy, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        columns = set(study.columns) - (set() if study.is_graded else {"confidence"})
        self._choose("segment", [(each["id"], each["name"]) for each in study.segments])
        stages: list[str] = next((each["levels"] for each in study.traits if each["name"] == "lifecycle_stage"), [])
        self._choose("stage", [(each, each.capitalize()) for each in stages])
        self._choose("risk", RISKS if "risk_band" in columns else ())
        orders = [(way, label) for way, label in ORDERS if way.lstrip("-") in columns]
        self._choose("sort", orders, "Value, highest first" if "clv" in columns else "Customer id")
        kept = [(str(each.pk), each.name) for each in project.saved_segments.all()]
        self._choose("saved", kept)
        for name in ("least", "most"):
            if "clv" not in columns:
                del self.fields[name]
            else:
                self.fields[name].widget.attrs["step"] = "any"
        self.fields["q"].widget.attrs.update({"type": "search", "autocomplete": "off", "spellcheck": "false"})

    def _choose(self, name: str, choices: Any, none: str = "All") -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        field.choices = [("", none), *choices]
        field.widget.attrs["data-send"] = ""

    def clean(self) -> dict[str, Any]:
        """Ends of the value that are the wrong way round are an error of the second."""
        found: dict[str, Any] = super().clean() or {}
        low, high = found.get("least"), found.get("most")
        if low is not None and high is not None and low > high:
            self.add_error("most", "This is less than the value from.")
        return found
