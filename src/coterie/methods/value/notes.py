"""What must a reader of the values know? Notes with their codes, in plain words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from coterie.methods.value.fitting import model_of
from coterie.methods.value.gamma_gamma import DEPENDENT
from coterie.methods.value.judging import Check
from coterie.methods.value.totals import ModelError
from coterie.terms import CODES, Estimate, ValueFit, ValueScore
from coterie.terms.value import TraitCheck

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def notes(fit: ValueFit, related: float, error: ModelError, check: Check | None) -> tuple[str, ...]:
    """What a reader must know of a fit: what the data leave open, and what the model did not foresee."""
    out = []
    names = model_of(fit).names[2:]
    dropout = [name for name in fit.boundary if name in names]
    rest = [name for name in fit.boundary if name not in names]
    if fit.prior:
        out.append(
            _note(
                "COT-815",
                f"the parameters of leaving ({' and '.join(names)}) are held by a wide prior: these data alone hardly "
                "tell customers who left from customers who pause",
            )
        )
    elif dropout:
        out.append(
            _note(
                "COT-808",
                f"the parameters of leaving ({' and '.join(dropout)}) are not determined: these data hardly tell "
                "customers who left from customers who pause",
            )
        )
    if "q" in rest:
        out.append(
            _note("COT-814", "a few customers spend so much more than the rest that their spend decides the mean")
        )
    if rest and rest != ["q"]:
        out.append(_note("COT-808", f"not determined by these data: {', '.join(n for n in rest if n != 'q')}"))
    if abs(related) > DEPENDENT:
        more = "more" if related > 0 else "less"
        out.append(
            _note(
                "COT-809",
                f"frequent buyers spend {more} a purchase (rank correlation {related:.2f}; the spend model expects "
                f"-{DEPENDENT} to {DEPENDENT})",
            )
        )
    if not error.known:
        days = "one earlier day" if error.origins == 1 else "no earlier day"
        out.append(_note("COT-810", f"model error not estimated: {days} could be checked, at least two are needed"))
    if check is not None:
        out.extend(_missed(check))
    return tuple(out)


def told(board: Sequence[ValueScore], check: Check | None) -> list[str]:
    """The verdict on the ways of forecasting: which to use, and by how much it erred on the days kept apart."""
    if check is None or not board or check.holdout.spend_actual <= 0 or check.holdout.orders_actual <= 0:
        return []
    came, chosen = check.holdout.spend_actual, board[0]
    off = abs(chosen.spend_expected - came)
    closer = [s for s in board[1:] if abs(s.spend_expected - came) < off and s.spend_mae < chosen.spend_mae]
    way = _percent(chosen.spend_expected / came - 1)
    sentence = f"the forecast rests on {_called(chosen)}; on the days kept apart its total of spend was {way} what came"
    if not closer:
        sentence += ", and no other way came closer both in total and customer by customer"
    else:
        best = min(closer, key=lambda score: (score.spend_mae, score.name))
        sentence += f"; {_called(best)} came closer both in total and customer by customer"
    return [_note("COT-816", sentence)]


def _called(score: ValueScore) -> str:
    """A way of forecasting in plain words; the name of a model stands in brackets."""
    return f"a model of how customers buy, leave and spend ({score.label})" if score.kind == "model" else score.label


def _percent(off: float) -> str:
    """An error in words, for "its total was ... what came": "12% below"."""
    if abs(off) < 0.005:
        return "as good as"
    return f"{abs(off):.0%} {'below' if off < 0 else 'above'}"


def unjudged(skipped: Mapping[str, str]) -> list[str]:
    """The note for a forecast that could not be judged."""
    return [_note("COT-812", reason) for reason in skipped.values()]


def about_traits(check: TraitCheck) -> list[str]:
    """The note on traits that never change: what they do, and whether knowing them made the forecast better."""
    names = " and ".join(check.traits)
    if not check.effects:
        return [
            _note("COT-819", f"{names} could not be used: customers hardly differ in it, or the fit did not settle")
        ]
    known = [effect for effect in check.effects if effect.buying.low is not None]
    sure = [effect for effect in known if not _low(effect.buying) <= 1 <= _high(effect.buying)]
    said = "; ".join(
        f"{e.name} buys {e.buying.value:.2f} times as fast as {e.beside or 'one standard deviation less'}"
        for e in sure[:3]
    )
    does = f"knowing {names}: {said}. " if said else f"knowing {names}: no difference in buying beyond chance. "
    return [_note("COT-819", does + _rests(check))]


def _rests(check: TraitCheck) -> str:
    """On which model the values rest, why, and what the days kept apart say of it."""
    if not check.origins:
        rests = "No earlier day could be checked, so the values rest on the model without it"
    else:
        days = "one earlier day" if check.origins == 1 else f"{check.origins} earlier days"
        better = "it foretold better" if check.carries else "it foretold no better beyond chance"
        rests = (
            f"Tried on {days}, {better}: the values rest on the model {'that knows' if check.carries else 'without'} it"
        )
    if check.better is None:
        return f"{rests}. Nothing was kept apart, so the forecast with it was not judged"
    percent = f"{abs(check.gain):.1%} {'lower' if check.gain > 0 else 'higher'}"
    chance = "which is more than chance" if check.better else "no gain beyond chance"
    return f"{rests}. On the days kept apart its error was {percent}, {chance}"


def about_bounds(low: "Floats") -> list[str]:
    """The note for customers whose interval begins at 0."""
    share = float(np.mean(low == 0))
    if share < 0.005:
        return []
    return [
        f"the lower end of the 80 % interval is 0 for {share:.0%} of customers: one in ten or more of "
        "customers like them will buy nothing"
    ]


def _missed(check: Check) -> list[str]:
    """The note for a holdout total outside its interval."""
    out = []
    pairs = (
        ("purchases", check.holdout.orders_actual, check.holdout.orders_expected),
        ("spend", check.holdout.spend_actual, check.holdout.spend_expected),
    )
    for what, came, expected in pairs:
        if not _low(expected) <= came <= _high(expected):
            way = "short" if came > expected.value else "too high"
            ratio = f" by {abs(came / expected.value - 1):.0%} of the forecast" if expected.value > 0 else ""
            out.append(
                _note(
                    "COT-813",
                    f"the forecast of {what} for the days kept apart was {way}{ratio}: expected {expected.value:,.0f} "
                    f"({_low(expected):,.0f} to {_high(expected):,.0f}), came {came:,.0f}",
                )
            )
    return out


def _low(estimate_: Estimate) -> float:
    return estimate_.value if estimate_.low is None else estimate_.low


def _high(estimate_: Estimate) -> float:
    return estimate_.value if estimate_.high is None else estimate_.high


def _note(code: str, sentence: str) -> str:
    """A note with its code, as the report prints it: "COT-810: model error not estimated ..."."""
    return f"{CODES[code].id}: {sentence}"
