"""Which parameters of which methods did a person set, and are they in range?

Every parameter stands once, in the ``PARAMETERS`` of the file of its method; :func:`tables` gathers them for the
command line, the pages and the docs.
"""

from collections.abc import Mapping, Sequence

from coterie.methods.segments import explanation, preparation, tiers
from coterie.methods.segments.method import Setting
from coterie.methods.segments.registry import methods
from coterie.terms import Problem, WrongWords
from coterie.terms.parameters import Parameter

ALWAYS = ("preparation", "explanation")  # steps that every method of finding groups goes through


def tables() -> dict[str, tuple[Parameter, ...]]:
    """The parameters that ``--set`` changes, by method or step."""
    found = {name: method.parameters for name, method in methods().items()}
    steps = {"preparation": preparation.PARAMETERS, "explanation": explanation.PARAMETERS}
    return {**found, "tiers": tiers.PARAMETERS, **steps}


def read_settings(said: Sequence[str], method: str = "auto") -> dict[str, Setting]:
    """What was set, as "method.parameter" -> value.

    said      "eps=0.4" for every method that stands for choice and has such a parameter, or "dbscan.eps=0.4".
    method    the word after ``--method``: parameters of methods that it leaves out are refused.
    Raises    WrongWords (COT-705, COT-706) with all that is wrong.
    """
    every = tables()
    here = {name: parameters for name, parameters in every.items() if _stands(name, method)}
    found: dict[str, Setting] = {}
    problems: list[Problem] = []
    for each in said:
        name, sign, text = (part.strip() for part in each.partition("="))
        owner, _, bare = name.rpartition(".")
        known = {n: p for n, ps in here.items() for p in ps if p.name == bare and owner in ("", n)}
        if not sign or not known:
            problems.append(Problem("COT-705", _unknown(each, bare, owner, method, here, every)))
            continue
        for place, parameter in known.items():
            value = read_value(parameter, text)
            if value is None:
                problems.append(Problem("COT-706", f"--set {each}", f"{bare} of {place}: {range_of(parameter)}"))
                break
            found[f"{place}.{bare}"] = value
    if problems:
        raise WrongWords(problems)
    return dict(sorted(found.items()))


def settings_of(settings: Mapping[str, Setting], name: str) -> dict[str, Setting]:
    """Those of one method or step, by the parameter's own name."""
    return {key.split(".", 1)[1]: value for key, value in settings.items() if key.split(".", 1)[0] == name}


def read_value(parameter: Parameter, text: str) -> Setting | None:
    """The value of a word; None where it is no such value or out of range.

    >>> read_value(Parameter("starts", 10, "", 1, 100), "20"), read_value(Parameter("starts", 10, "", 1, 100), "0")
    (20, None)
    """
    if parameter.choices:
        return text if text in parameter.choices else None
    try:
        value = float(text)
    except ValueError:
        return None
    if parameter.low is not None and not value >= parameter.low:
        return None
    if parameter.high is not None and not value <= parameter.high:
        return None
    if not is_whole(parameter):
        return value
    return int(value) if value == int(value) else None


def is_whole(parameter: Parameter) -> bool:
    """Whether it counts something."""
    return isinstance(parameter.low, int)


def range_of(parameter: Parameter) -> str:
    """Its range in words.

    >>> range_of(Parameter("tail", 0.005, "", 0.0, 0.1)), range_of(Parameter("linkage", "a", "", choices=("a", "b")))
    ('a number from 0 to 0.1', 'a or b')
    """
    if parameter.choices:
        return " or ".join(filter(None, [", ".join(parameter.choices[:-1]), parameter.choices[-1]]))
    kind = "a whole number" if is_whole(parameter) else "a number"
    return f"{kind} from {_plain(parameter.low)} to {_plain(parameter.high)}"


def default_of(parameter: Parameter) -> str:
    """Its default in words."""
    if parameter.default is None:
        return "from the data"
    return parameter.default if isinstance(parameter.default, str) else _plain(parameter.default)


def _stands(name: str, method: str) -> bool:
    if name in ALWAYS or method == "all" or method == name:
        return True
    known = methods().get(name)
    return method == "auto" and (name == "tiers" or (known is not None and known.quick))


def _unknown(
    each: str,
    bare: str,
    owner: str,
    method: str,
    here: Mapping[str, tuple[Parameter, ...]],
    every: Mapping[str, tuple[Parameter, ...]],
) -> str:
    elsewhere = [n for n, ps in every.items() if any(p.name == bare for p in ps) and owner in ("", n)]
    if elsewhere:
        return f"--set {each}: {bare} belongs to {', '.join(elsewhere)}, which --method {method} leaves out"
    names = sorted({p.name for ps in here.values() for p in ps})
    return f"--set {each}: with --method {method} there are {', '.join(names)}"


def _plain(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1 and value == int(value) else f"{value:g}"
