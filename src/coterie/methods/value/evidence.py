"""Which numbers does the value part state? Each as a statistic, with its interval and how to recompute it."""

from math import exp

from coterie.methods.value.coverage import judged_of
from coterie.terms import Estimate, Statistic, ValueFit, ValueHoldout, ValueResult, ValueScore, Window
from coterie.terms.value import Churn, TraitCheck

EVERYONE = "everyone"
Z = 1.959963984540054  # two-sided 95 %
MEANING = {
    "r": "shape of the gamma distribution of purchase rates over customers",
    "alpha": "rate of the gamma distribution of purchase rates over customers",
    "a": "first parameter of the beta distribution of the probability to leave after a purchase",
    "b": "second parameter of the beta distribution of the probability to leave after a purchase",
    "s": "shape of the gamma distribution over customers of the rate at which they leave",
    "beta": "rate of the gamma distribution over customers of the rate at which they leave",
    "p": "shape of the gamma distribution of spend within a customer",
    "q": "shape of the gamma distribution of spend levels over customers",
    "v": "rate of the gamma distribution of spend levels over customers",
}


def evidence(result: ValueResult) -> list[Statistic]:
    """Every number of a value result that a person may see, about all customers together."""
    out = _of_fit(result, result.fit, "whole", result.window)
    if result.calibration is not None:
        out += _of_fit(result, result.calibration, "past", result.past)
    if result.holdout is not None:
        out += _of_holdout(result.holdout, str(result.unit))
        for score in result.leaderboard:
            out += _of_score(score, result.holdout)
    if result.churn is not None:
        out += _of_churn(result, result.churn)
    if result.fixed is not None:
        out += _of_traits(result, result.fixed)
    return out + _of_customers(result)


def _of_customers(result: ValueResult) -> list[Statistic]:
    n, window = len(result.ids), _days(result.window)
    months = result.horizon.months
    orders = result.orders or Estimate(float(result.expected_orders.sum()), how="sum over customers")
    out = [
        _one("horizon_months", float(months), n, window, "months", "how far ahead values look"),
        _one("discount_rate", result.discount, n, window, "share", "yearly rate at which later spend counts less"),
        Statistic.of(
            "total_clv",
            EVERYONE,
            result.total,
            n,
            unit="currency",
            window=window,
            definition=f"sum over customers of expected {told_of(result)} in the next {months} months, "
            "discounted by month",
        ),
        Statistic.of(
            "expected_orders",
            EVERYONE,
            orders,
            n,
            unit="purchase days",
            window=window,
            definition=f"sum over customers of expected purchase days in the next {months} months",
        ),
        _one(
            "mean_p_alive", float(result.p_alive.mean()), n, window, "share", "mean probability to be a customer still"
        ),
        _one(
            "spend_dependence",
            result.dependence,
            n,
            window,
            "",
            "Spearman rank correlation of repeat purchase days and mean spend over repeat buyers",
        ),
    ]
    if result.margin is not None:
        out.append(_one("margin", result.margin, n, window, "share", "share of spend that is profit"))
    if result.model_error is not None:
        meaning = "standard deviation of ln(actual / expected spend) beyond parameters and chance, over earlier days"
        out.append(_one("model_error", result.model_error, result.origins, window, "share", meaning))
    return out


def told_of(result: ValueResult) -> str:
    """What values are, in a definition: "spend (revenue)", or "profit (35 % of spend)"."""
    return "spend (revenue)" if result.margin is None else f"profit ({100 * result.margin:.10g} % of spend)"


def _of_fit(result: ValueResult, fit: ValueFit, policy: str, window: Window | None) -> list[Statistic]:
    out = []
    for name, value in fit.params.items():
        error = fit.errors.get(name)
        estimate = Estimate(value, how="maximum likelihood, not determined by the data")
        if error is not None:
            # The interval is symmetric in the logarithm, in which the search ran: a parameter is never below 0.
            factor = exp(Z * error / value)
            how = "likelihood with a wide prior" if fit.prior else "maximum likelihood"
            estimate = Estimate(value, value / factor, value * factor, 0.95, f"{how}, information matrix")
        unit = {"alpha": f"{result.unit}s", "beta": f"{result.unit}s", "v": "currency"}.get(name, "")
        out.append(
            Statistic.of(
                f"param:{name}",
                EVERYONE,
                estimate,
                fit.customers,
                unit=unit,
                policy=policy,
                window=_days(window),
                definition=f"{MEANING[name]} ({result.model})",
            )
        )
    for metric, value, what in (
        ("log_likelihood", fit.log_likelihood, "purchase"),
        ("spend_log_likelihood", fit.spend_log_likelihood, "spend"),
    ):
        meaning = f"highest log-likelihood of the {what} model"
        out.append(_one(metric, value, fit.customers, _days(window), "", meaning, policy))
    return out


def _of_holdout(holdout: ValueHoldout, unit: str) -> list[Statistic]:
    n, window = holdout.customers, _days(holdout.window)
    past = f"the fit on the days before, counted in {unit}s"
    same = {"policy": "holdout", "window": window}
    out = [
        _one("days", float(holdout.days), n, window, "days", "days kept apart", "holdout"),
        _one(
            "orders_actual", holdout.orders_actual, n, window, "purchase days",
            "purchase days in the days kept apart (orders, where days with an order were not counted)", "holdout",
        ),
        _one("spend_actual", holdout.spend_actual, n, window, "currency", "net spend in these days", "holdout"),
        Statistic.of(
            "orders_expected", EVERYONE, holdout.orders_expected, n, unit="purchase days",
            definition=f"purchase days that {past}, expected", **same,
        ),
        Statistic.of(
            "spend_expected", EVERYONE, holdout.spend_expected, n, unit="currency",
            definition=f"spend that {past}, expected", **same,
        ),
        _one(
            "top20_share", holdout.top20_share, n, window, "share",
            "share of that spend brought by the fifth of customers with the highest forecast", "holdout",
        ),
        _one("spearman", holdout.spearman, n, window, "", "rank correlation of forecast and actual spend", "holdout"),
    ]  # fmt: skip
    if holdout.coverage is not None:
        meaning = "share of customers whose actual spend lies in their 80 % interval"
        out.append(_one("coverage", holdout.coverage, judged_of(n), window, "share", meaning, "holdout"))
    return out


def _of_churn(result: ValueResult, churn: Churn) -> list[Statistic]:
    """The early warning: how many customers are in each band, what is at risk, and how an earlier warning did."""
    n, window, days = len(result.ids), _days(result.window), f"{churn.days:.0f}"
    edges = (0.0, *churn.edges, 1.0)
    out = [_one("warning_days", churn.days, n, window, "days", "how far ahead the early warning looks")]
    for k, name in enumerate(churn.bands):
        inside, which = churn.band == k, (("band", name),)
        span = f"risk from {edges[k]:.0%} to {edges[k + 1]:.0%} of no order in the next {days} days"
        size, money = int(inside.sum()), sum(sorted(churn.at_risk[inside].tolist()))
        out.append(
            _in(EVERYONE, "customers_in_band", size, "customers", f"customers at {span}", n, window, "whole", which)
        )
        meaning = f"risk times spend expected in the next {days} days, summed over customers at {span}"
        out.append(_in(EVERYONE, "spend_at_risk", money, "currency", meaning, size, window, "whole", which))
    if churn.check is None or result.holdout is None:
        return out
    check, window = churn.check, _days(result.holdout.window)
    shares = (
        ("warning_precision", check.precision, "share of the high band that did not order in the days kept apart"),
        ("warning_recall", check.recall, "share of those who did not order that the high band held"),
    )
    for metric, share, meaning in shares:
        if share is not None:
            out.append(
                Statistic.of(
                    metric, EVERYONE, share, check.customers, unit="share", policy="holdout", window=window,
                    definition=meaning,
                )
            )  # fmt: skip
    rest = (
        ("lost", check.lost, "share", "share of customers without an order in the days kept apart"),
        ("warning_calibration_error", check.calibration_error, "share", "mean gap of risk and share lost over tenths"),
        (
            "warning_value_recall",
            check.value_recall,
            "share",
            "share of the spend at risk with customers who were lost",
        ),
    )
    out += [_in(EVERYONE, *row, check.customers, window) for row in rest]
    if check.lift is not None:
        meaning = "share lost among the riskiest tenth over the share lost of all"
        out.append(_in(EVERYONE, "warning_lift", check.lift, "ratio", meaning, check.customers, window))
    return out


def _of_traits(result: ValueResult, check: TraitCheck) -> list[Statistic]:
    """What traits that never change do to buying and leaving, and to the forecast of the days kept apart."""
    n, window = result.fit.customers, _days(result.window)
    out = [
        Statistic.of(
            metric, f"trait:{effect.name}", ratio, n, unit="ratio", window=window,
            definition=f"{meaning}, {effect.name} beside {effect.beside or 'one standard deviation less'}",
        )
        for effect in check.effects
        for metric, ratio, meaning in (
            ("buying_ratio", effect.buying, "how many times as fast customers buy"),
            ("leaving_ratio", effect.leaving, "how many times as likely customers leave"),
        )
    ]  # fmt: skip
    if check.better is not None and result.holdout is not None:
        meaning = "share by which the Poisson deviance of purchase days is lower for knowing the traits"
        held = result.holdout
        out.append(_in(EVERYONE, "traits_gain", check.gain, "share", meaning, held.customers, _days(held.window)))
    return out


def _of_score(score: ValueScore, holdout: ValueHoldout) -> list[Statistic]:
    """One way of forecasting on the days kept apart; how far off the chosen one was is told of everyone too."""
    n, window, who = holdout.customers, _days(holdout.window), f"forecast:{score.name}"
    rows = [
        ("orders_expected", score.orders_expected, "purchase days", "purchase days expected"),
        ("spend_expected", score.spend_expected, "currency", "net spend expected"),
        ("orders_mae", score.orders_mae, "purchase days", "mean absolute error of a customer's purchase days"),
        ("spend_mae", score.spend_mae, "currency", "mean absolute error of a customer's net spend"),
        ("top20_share", score.top20_share, "share", "share of spend brought by the fifth with the highest forecast"),
        (
            "calibration_error", score.calibration_error, "share",
            "mean absolute gap of expected and actual purchase days over tenths by forecast, as a share of the mean",
        ),
    ]  # fmt: skip
    if score.coverage is not None:
        rows.append(("coverage", score.coverage, "share", "share of customers inside their 80 % interval"))
    out = [_in(who, *row, judged_of(n) if row[0] == "coverage" else n, window) for row in rows]
    if score.inner_deviance is not None:
        meaning = "mean Poisson deviance of purchase days a customer on the inner origins, by which the model is chosen"
        out.append(_in(who, "inner_deviance", score.inner_deviance, "", meaning, n, "", "past"))
    for what, came in (("orders", holdout.orders_actual), ("spend", holdout.spend_actual)):
        expected = score.orders_expected if what == "orders" else score.spend_expected
        if came > 0:
            meaning = f"total of {what} expected by {score.label} over what came, less 1"
            error = (f"{what}_error", expected / came - 1, "share", meaning, n, window)
            out.append(_in(who, *error))
            if score.chosen:
                out.append(_in(EVERYONE, *error))
    if score.chosen:
        for k, (expected, came) in enumerate(score.calibration, start=1):
            tenth = (("tenth", str(k)),)
            for metric, value in (("expected_in_tenth", expected), ("actual_in_tenth", came)):
                meaning = "mean purchase days of a customer in tenths by forecast, 1 the lowest"
                out.append(_in(who, metric, value, "purchase days", meaning, n // 10, window, params=tenth))
    return out


def _in(
    population: str,
    metric: str,
    value: float,
    unit: str,
    definition: str,
    n: int,
    window: str,
    policy: str = "holdout",
    params: tuple[tuple[str, str], ...] = (),
) -> Statistic:
    return Statistic(
        metric,
        population,
        value,
        n,
        unit=unit,
        policy=policy,
        window=window,
        params=params,
        how="computed",
        definition=definition,
    )


def _one(
    metric: str, value: float, n: int, window: str, unit: str, definition: str, policy: str = "whole"
) -> Statistic:
    return Statistic(
        metric, EVERYONE, value, n, unit=unit, policy=policy, window=window, how="computed", definition=definition
    )


def _days(window: Window | None) -> str:
    return "" if window is None else str(window)
