"""Which statistics does a prediction add to the evidence?"""

from coterie.terms import Estimate, Statistic
from coterie.terms.prediction import Bin, Leak, Prediction, Rung, Stay

SURVIVAL_AT = 8
DEFINITIONS = {
    "auc": "Probability that a customer of the class ranks above one that is not; the mean of each class against the "
    "rest where there are several.",
    "accuracy": "Share of customers whose likeliest class came true.",
    "log_loss": "Mean of minus the logarithm of the probability given to what came true.",
    "ece": "Mean difference of forecast and outcome over ten bins of equal width, weighted by customers.",
    "baseline": "Share of the most frequent class: the accuracy of knowing nothing.",
    "baseline_log_loss": "Log loss of giving everybody the base rate.",
}
SHARES = ("accuracy", "baseline", "ece")


def evidence(answer: Prediction) -> list[Statistic]:
    """Every number of a prediction that a person may see, with interval and definition."""
    judged = sum(b.n for b in answer.bins)
    out = [
        Statistic.of(
            name,
            "prediction",
            found,
            judged,
            unit="share" if name in SHARES else "",
            role="held",
            definition=f"{DEFINITIONS[name]} Judged on {answer.judged}.",
        )
        for name, found in answer.scores.items()
    ]
    out.append(
        Statistic(
            "customers", "prediction", answer.n, answer.n, "customers", definition="Customers with a known target."
        )
    )
    for rung in answer.leaderboard:
        out += _rung(rung, answer.n)
    for each in answer.bins:
        out += _bin(each)
    for weight in answer.weights:
        means = "Mean absolute difference in log-odds against the trait's typical value."
        out.append(Statistic(f"weight:{weight.trait}", "prediction", weight.size, len(answer.ids), definition=means))
    out += [_leak(leak) for leak in answer.leaks]
    if answer.scored is not None:
        out.append(
            Statistic("scored", "prediction", len(answer.scored.ids), len(answer.scored.ids), "customers",
                      definition="Customers of the file to be scored.")
        )  # fmt: skip
    return [*out, *([*_stay(answer.stay), *_retained(answer.stay)] if answer.stay else ())]


def shown_times(stay: Stay) -> tuple[float, ...]:
    """A few round times over the curve: of 72 months 9, 18, 27 and so on.

    They are the last time of the curve in ``SURVIVAL_AT`` equal steps, rounded up to whole numbers.
    """
    last = stay.curve[-1][0]
    return tuple(sorted({float(-(-last * i // SURVIVAL_AT)) for i in range(1, SURVIVAL_AT + 1)}))


def _rung(rung: Rung, n: int) -> list[Statistic]:
    who = f"model:{rung.name}"
    means = "Log loss above that of the best model; low and high are one standard error of the paired difference."
    return [
        Statistic.of("log_loss", who, rung.log_loss, n, role="held", definition=DEFINITIONS["log_loss"]),
        Statistic.of("log_loss_gap", who, rung.gap, n, role="held", definition=means),
        Statistic.of("auc", who, rung.auc, n, role="held", definition=DEFINITIONS["auc"]),
        Statistic.of("accuracy", who, rung.accuracy, n, unit="share", role="held", definition=DEFINITIONS["accuracy"]),
    ]


def _bin(each: Bin) -> list[Statistic]:
    who = f"forecasts of {100 * each.low:.0f} to {100 * each.high:.0f} %"
    mean = Estimate(each.forecast, how="mean")
    return [
        Statistic.of("forecast", who, mean, each.n, unit="share", definition="Mean probability in this bin."),
        Statistic.of("outcome", who, each.actual, each.n, unit="share", role="held", definition="Share that came."),
    ]


def _leak(leak: Leak) -> Statistic:
    count = leak.kind in ("equal", "overlap")
    return Statistic(
        f"leak_{leak.kind}",
        "prediction",
        leak.value,
        leak.n,
        "rows" if count else "",
        params=(("column", leak.column), ("left_out", "yes" if leak.left_out else "no")),
        definition=leak.sentence + ".",
    )


def _retained(stay: Stay) -> list[Statistic]:
    if stay.retained is None:
        return []
    model = "by the shifted beta-geometric model (Fader and Hardie 2007)."
    who, (last, share) = "prediction", stay.retained.ahead[-1]
    out = [
        Statistic("param:alpha", who, stay.retained.alpha, stay.n, definition=f"Chance to leave a period, {model}"),
        Statistic("param:beta", who, stay.retained.beta, stay.n, definition=f"Chance to leave a period, {model}"),
        Statistic("model_off", who, stay.retained.off, stay.n, "share",
                  definition=f"Largest distance of the curve {model[:-1]} from the Kaplan-Meier curve."),
    ]  # fmt: skip
    if stay.retained.fits:
        means = f"Share still there after {stay.duration} {last:g}, {model}"
        after = (("after", f"{last:g}"),)
        out.append(Statistic("still_there_by_model", who, share, stay.n, "share", params=after, definition=means))
    return out


def _stay(stay: Stay) -> list[Statistic]:
    means = "Share of comparable pairs of customers in which the one at higher risk ended first, out of fold."
    out = [
        Statistic.of("c_index", "prediction", stay.c_index, stay.n, role="held", definition=means),
        *(
            Statistic.of("c_index", f"order:{each.name}", each.c_index, stay.n, role="held", definition=means)
            for each in stay.orderings
        ),
        Statistic("ended", "prediction", stay.ended, stay.n, "customers", definition="Customers whose end was seen."),
    ]
    for time in sorted({*shown_times(stay), *(float(t) for t in (12, 24, 36, 48, 60) if t <= stay.curve[-1][0])}):
        share = stay.at(time)
        out.append(
            Statistic.of(
                "still_there",
                "prediction",
                share,
                stay.n,
                unit="share",
                params=(("after", f"{time:g}"),),
                definition=f"Share still there after {stay.duration} {time:g}, by Kaplan and Meier.",
            )
        )
    return out
