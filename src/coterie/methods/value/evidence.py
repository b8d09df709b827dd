"""Which numbers does the value part state? Each as a statistic, with its interval and how to recompute it."""

from math import exp

from coterie.terms import Estimate, Statistic, ValueFit, ValueHoldout, ValueResult, Window

EVERYONE = "everyone"
Z = 1.959963984540054  # two-sided 95 %
MEANING = {
    "r": "shape of the gamma distribution of purchase rates over customers",
    "alpha": "rate of the gamma distribution of purchase rates over customers",
    "a": "first parameter of the beta distribution of the probability to leave after a purchase",
    "b": "second parameter of the beta distribution of the probability to leave after a purchase",
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
            definition=f"sum over customers of expected spend in the next {months} months, discounted by month",
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
    if result.model_error is not None:
        meaning = "standard deviation of ln(actual / expected spend) beyond parameters and chance, over earlier days"
        out.append(_one("model_error", result.model_error, result.origins, window, "share", meaning))
    return out


def _of_fit(result: ValueResult, fit: ValueFit, policy: str, window: Window | None) -> list[Statistic]:
    out = []
    for name, value in fit.params.items():
        error = fit.errors.get(name)
        estimate = Estimate(value, how="maximum likelihood, not determined by the data")
        if error is not None:
            # The interval is symmetric in the logarithm, in which the search ran: a parameter is never below 0.
            factor = exp(Z * error / value)
            estimate = Estimate(value, value / factor, value * factor, 0.95, "maximum likelihood, information matrix")
        unit = {"alpha": f"{result.unit}s", "v": "currency"}.get(name, "")
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
        out.append(_one("coverage", holdout.coverage, n, window, "share", meaning, "holdout"))
    return out


def _one(
    metric: str, value: float, n: int, window: str, unit: str, definition: str, policy: str = "whole"
) -> Statistic:
    return Statistic(
        metric, EVERYONE, value, n, unit=unit, policy=policy, window=window, how="computed", definition=definition
    )


def _days(window: Window | None) -> str:
    return "" if window is None else str(window)
