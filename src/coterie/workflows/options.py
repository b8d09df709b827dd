"""What can be asked of an analysis, in which ranges, with what effect? One list for validation, pages and help."""

from dataclasses import dataclass

from coterie.methods.segments.registry import methods
from coterie.methods.segments.settings import ALWAYS, default_of, range_of, tables
from coterie.methods.value import AUTO, MODELS
from coterie.terms import TimeUnit
from coterie.terms.parameters import Parameter
from coterie.workflows.economics import MOST_COST

REQUEST: dict[str, Parameter] = {
    each.name: each
    for each in (
        Parameter("holdout", None, "Days kept apart at the end: models are judged on them.", 1, 3650),
        Parameter("segments", None, "More groups are finer and harder to use; left open, later spend decides.", 2, 20),
        Parameter("horizon", 12, "How far ahead values look, in months; further is less sure.", 1, 120),
        Parameter("seed", 0, "Another seed draws other samples; groups that matter come back.", 0, 2_147_483_647),
        Parameter("budget", 300.0, "With every way of grouping: seconds of work the search may take.", 1.0, 86_400.0),
        Parameter("margin", None, "Share of revenue that is profit; with it, values are profit.", 0.0, 1.0),
        Parameter("discount", 0.10, "Yearly rate at which later money counts less.", 0.0, 1.0),
        Parameter("acquisition_cost", None, "Cost of winning a customer: tells when it is repaid.", 0.0, MOST_COST),
        Parameter("value", AUTO, "Which purchase model values rest on.", choices=(AUTO, *MODELS)),
        Parameter("time_unit", "day", "Unit of time in value models; weeks suit rare buyers.",
                  choices=tuple(unit.value for unit in TimeUnit)),
    )
}  # fmt: skip
PLAIN = {
    "auto": (
        "The data decide",
        "Quick ways of grouping are tried on earlier days; what foretold later spend best wins.",
    ),
    "all": ("Try every way", "Every way of grouping is tried, within the time allowed; it takes longer."),
}
STEPS = {"tiers": "Value tiers", "preparation": "Before grouping", "explanation": "The rule that tells a group"}


@dataclass(frozen=True)
class Choice:
    """A way of grouping, or a step of it, with what can be set on it.

    name        as ``--method`` and ``--set`` know it.
    label       what it is called; "" for a step.
    settings    each parameter with its range and default in words.
    methods     the words after ``--method`` with which it can be set; empty for every one.
    """

    name: str
    label: str
    says: str
    settings: tuple[tuple[Parameter, str, str], ...]
    methods: tuple[str, ...]


def choices() -> tuple[Choice, ...]:
    """Every way of grouping in order, then value tiers and the steps that all go through."""
    known, out = methods(), []
    for name, parameters in tables().items():
        settings = tuple((each, range_of(each), default_of(each)) for each in parameters)
        if name in known:
            quick = ("auto",) if known[name].quick else ()
            label = known[name].label
            out.append(Choice(name, label[:1].upper() + label[1:], known[name].says, settings, (*quick, "all", name)))
        else:
            where = () if name in ALWAYS else ("auto", "all", name)
            out.append(Choice(name, "", STEPS.get(name, name), settings, where))
    return tuple(out)


def range_in_words(name: str) -> str:
    """The range of what is asked of an analysis.

    >>> range_in_words("segments"), range_in_words("time_unit")
    ('a whole number from 2 to 20', 'day or week')
    """
    return range_of(REQUEST[name])


def within(name: str, value: float) -> bool:
    """Whether a number is in the range of what is asked.

    >>> within("horizon", 120), within("horizon", 121)
    (True, False)
    """
    asked = REQUEST[name]
    return (asked.low is None or value >= asked.low) and (asked.high is None or value <= asked.high)
