"""What is asked of a new analysis? Fields made from the same declarations that validate an analysis."""

from collections.abc import Iterator
from typing import Any

from django import forms

from coterie.studio.projects.models import Dataset, Project, StudyRecord
from coterie.terms import WrongWords
from coterie.terms.parameters import Parameter
from coterie.workflows import PLAIN, REQUEST, Choice, choices, range_in_words, request_of, words_of

OPEN = "The data decide"
SET = "set-"  # before the name of a field that sets a parameter of a way of grouping
SHARES = ("margin", "discount")  # asked in percent
# when other data are chosen, the studies that can be continued are fetched anew
OTHER_DATA = {"hx-get": "", "hx-select": "#id_previous", "hx-target": "#id_previous", "hx-swap": "outerHTML"}


class AnalysisForm(forms.Form):
    """Dataset, three plain questions, and everything that can be adjusted."""

    dataset = forms.ModelChoiceField(
        label="Which data?",
        queryset=Dataset.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs=OTHER_DATA),
    )
    title = forms.CharField(
        label="Name of the study", required=False, max_length=200, help_text="Left empty, it is numbered."
    )
    judge = forms.ChoiceField(
        label="Judge on days the model has not seen?",
        choices=(("auto", "Yes, on as many as the data allow"), ("days", "Yes, on the last"), ("none", "No")),
        initial="auto",
        widget=forms.RadioSelect,
    )
    previous = forms.ModelChoiceField(
        label="Continue an earlier study?",
        queryset=StudyRecord.objects.none(),
        required=False,
        empty_label="No, begin afresh",
        help_text="Its segments keep their names and colours, and edits of personas follow them.",
        error_messages={"invalid_choice": "A shop does not continue the demo, nor the demo a shop. Begin afresh."},
    )
    method = forms.ChoiceField(label="Way of grouping", initial="auto")
    as_of = forms.DateField(
        label="The day taken as today",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Left empty: the day of the last order.",
    )

    value_traits = forms.CharField(
        label="Does it help to know more of a customer?",
        required=False,
        max_length=300,
        help_text="Columns of the customers file that never change, with commas between, such as region, channel. "
        "Where they make the forecast better, the values rest on them, and it is said. Left empty: none.",
    )

    def __init__(self, project: Project, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choices = choices()
        ready = Dataset.objects.filter(project=project, state=Dataset.State.READY).order_by("-imported_at", "-created")
        self.fields["dataset"].queryset = ready
        chosen = str((self.data if self.is_bound else self.initial).get("dataset") or "")
        dataset = next((each for each in ready if str(each.pk) == chosen), None)
        self.fields["previous"].queryset = continued_by(project, dataset)
        ways = [(name, says[0]) for name, says in PLAIN.items()]
        self.fields["method"].choices = ways + [(each.name, each.label) for each in self.choices if each.label]
        for name, label in LABELS.items():
            self.fields[name] = _field(name, label)
        for choice in self.choices:
            for parameter, span, usual in choice.settings:
                self.fields[f"{SET}{choice.name}.{parameter.name}"] = _setting(parameter, span, usual)

    @property
    def adjusted(self) -> list[Any]:
        """The fields behind "adjust" that belong to no single way of grouping."""
        return [self[name] for name in ("method", "as_of", "value", "value_traits", "time_unit", "budget", "seed")]

    @property
    def money(self) -> list[Any]:
        """The fields that turn revenue into profit."""
        return [self[name] for name in ("margin", "discount", "acquisition_cost")]

    @property
    def ways(self) -> Iterator[dict[str, Any]]:
        """Every way of grouping and step with its fields; open where one of them is wrong or set."""
        for choice in self.choices:
            fields = [self[f"{SET}{choice.name}.{parameter.name}"] for parameter, _, _ in choice.settings]
            touched = any(field.errors or field.value() not in (None, "") for field in fields)
            yield {"choice": choice, "fields": fields, "open": touched}

    @property
    def is_adjusted(self) -> bool:
        """Whether "adjust" is open: something in it was set or is wrong."""
        plain = {"dataset", "title", "judge", "previous", "holdout", "segments", "horizon"}
        wrong = any(name not in plain for name in self.errors)
        return wrong or (self.is_bound and any(name not in plain for name in self.changed_data))

    def clean(self) -> dict[str, Any]:
        """Check the words together, as the analysis itself does."""
        found = super().clean() or {}
        if found.get("judge") == "days" and found.get("holdout") is None and "holdout" not in self.errors:
            self.add_error("holdout", f"Say how many days: {range_in_words('holdout')}.")
        self._misplaced(found)
        if not self.errors:
            try:
                request_of({"orders": "orders"}, words_of([]), **self._words())
            except WrongWords as wrong:
                for problem in wrong.problems:
                    self.add_error(None, str(problem))
        return found

    def _misplaced(self, found: dict[str, Any]) -> None:
        method = found.get("method", "auto")
        for choice in self.choices:
            if not choice.methods or method in choice.methods:
                continue
            for parameter, _, _ in choice.settings:
                name = f"{SET}{choice.name}.{parameter.name}"
                if found.get(name) not in (None, ""):
                    self.add_error(name, f"The chosen way of grouping leaves {choice.label or choice.says} out.")

    def asked(self) -> dict[str, Any]:
        """What was asked, as the job and the study's record keep it: only what is not left to the data or default."""
        words = self._words()
        settings = dict(each.split("=", 1) for each in words.pop("settings"))
        return {**words, **({"settings": settings} if settings else {})}

    def _words(self) -> dict[str, Any]:
        found = self.cleaned_data
        judge = found.get("judge", "auto")
        asked = {name: found[name] for name in LABELS if name != "holdout" and found.get(name) not in (None, "")}
        asked |= {name: asked[name] / 100 for name in SHARES if name in asked}
        asked["holdout"] = str(found["holdout"]) if judge == "days" else judge
        asked["method"] = found.get("method", "auto")
        if found.get("value_traits"):
            asked["value_traits"] = found["value_traits"]
        if found.get("as_of"):
            asked["as_of"] = found["as_of"].isoformat()
        said = {name.removeprefix(SET): value for name, value in found.items() if name.startswith(SET)}
        asked["settings"] = [f"{name}={value}" for name, value in said.items() if value not in (None, "")]
        return asked


LABELS = {
    "holdout": "Days to judge on",
    "segments": "How many groups?",
    "horizon": "How far ahead, in months?",
    "value": "Purchase model",
    "time_unit": "Unit of time",
    "budget": "Seconds for every way of grouping",
    "seed": "Seed",
    "margin": "Profit margin, %",
    "discount": "Yearly discount, %",
    "acquisition_cost": "Cost of winning a customer",
}


def _field(name: str, label: str) -> forms.Field:
    """A field of the request, with its range as text and as bounds."""
    asked = REQUEST[name]
    if asked.choices:
        return forms.ChoiceField(label=label, choices=[(each, WORDS.get(each, each)) for each in asked.choices],
                                 initial=asked.default, required=False, help_text=asked.effect)  # fmt: skip
    times = 100 if name in SHARES else 1
    low, high = (None if end is None else end * times for end in (asked.low, asked.high))
    span = f"a share from {low:g} to {high:g} %" if name in SHARES else range_in_words(name)
    default = None if asked.default is None else float(asked.default) * times
    usual = "from the data" if asked.default is None and name in ("holdout", "segments") else "none"
    usual = f"{default:g}" if default is not None else usual
    hint = "" if default is None else f"{default:g}"
    hint = "the data decide" if name == "segments" else hint
    return _number(asked, label, low, high, f"{asked.effect} {span[:1].upper()}{span[1:]}; default: {usual}.",
                   hint)  # fmt: skip


WORDS = {
    "auto": OPEN,
    "bg_nbd": "Customers may leave after any order but their first (BG/NBD)",
    "mbg_nbd": "Customers may leave after any order, their first too (MBG/NBD)",
    "pareto_nbd": "Customers may leave on any day (Pareto/NBD)",
}


def _setting(parameter: Parameter, span: str, usual: str) -> forms.Field:
    label = parameter.name.replace("_", " ").capitalize()
    said = f"{parameter.effect} {span[:1].upper()}{span[1:]}; default: {usual}."
    if parameter.choices:
        options = [("", f"Default ({usual})"), *((each, each) for each in parameter.choices)]
        return forms.ChoiceField(label=label, choices=options, required=False, help_text=said)
    return _number(parameter, label, parameter.low, parameter.high, said, usual)


def _number(
    parameter: Parameter, label: str, low: float | None, high: float | None, said: str, usual: str
) -> forms.Field:
    whole = isinstance(parameter.low, int)
    kind = forms.IntegerField if whole else forms.FloatField
    span = f"{low:,g} to {high:,g}" if low is not None and high is not None else ""
    step = {"step": "1" if whole else "any", "inputmode": "numeric" if whole else "decimal", "placeholder": usual}
    wrong = {
        "invalid": f"Expected {'a whole number' if whole else 'a number'} from {span}.",
        "min_value": f"Expected {span}; this is below.",
        "max_value": f"Expected {span}; this is above.",
    }
    return kind(label=label, required=False, min_value=low, max_value=high, help_text=said, error_messages=wrong,
                widget=forms.NumberInput(attrs=step))  # fmt: skip


__all__ = ["AnalysisForm", "Choice"]


def continued_by(project: Project, dataset: Dataset | None) -> Any:
    """Finished studies that these data may go on from, newest first: next month's file is a dataset of its own, and a
    project is one shop; only the demo and a shop's own data never follow each other."""
    done = StudyRecord.objects.filter(project=project, state=StudyRecord.State.DONE)
    return done.filter(dataset__is_demo=dataset.is_demo) if dataset else done.none()
