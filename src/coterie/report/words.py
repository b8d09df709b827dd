"""What is a metric, a method or a trait called? One label for each, used by pages and terminal."""

from collections.abc import Iterable
from typing import Protocol

from coterie.terms import Statistic, Trait


class HasTraits(Protocol):
    """Whatever knows the traits of customers: their table, or a study that was read back."""

    @property
    def traits(self) -> tuple[Trait, ...]:
        """The traits, in the order of the columns."""
        ...


METRICS = {
    "share_of_customers": "Share of customers",
    "share_of_revenue": "Share of revenue",
    "customers": "Customers",
    "orders": "Orders",
    "lines": "Order lines",
    "revenue": "Revenue, returns taken off",
    "gross_revenue": "Revenue before returns",
    "returns_value": "Value of returns",
    "repeat_share": "Bought on two days or more",
    "median_recency_days": "Days since the last order, median",
    "days": "Days of data",
    "stability": "Stability when redrawn (Jaccard)",
    "confidence": "Mean confidence of membership",
    "rule_precision": "Of those the rule selects, share in the segment",
    "rule_coverage": "Of the segment, share the rule selects",
    "reach": "Customers whom the rule's smallest change lets in",
    "reach_precision": "Of those the changed rule selects, share in the segment",
    "rule_fidelity": "Customers whom the rules place as the model does",
    "holdout_spend_mean": "Spend in the held-out days, mean",
    "holdout_spend_ratio": "Spend in the held-out days, against the average customer",
    "holdout_repeat_rate": "Ordered in the held-out days",
    "top20_share": "Later spend brought by the fifth ranked highest",
    "eta2": "Share of the differences in later spend that the groups explain",
    "clv_total": "Expected value (revenue, or profit with a margin), all customers of the segment",
    "clv_mean": "Expected value of a customer (revenue, or profit with a margin)",
    "clv_low": "Lower end of a customer's value",
    "clv_high": "Upper end of a customer's value",
    "total_clv": "Expected value of all customers (revenue, or profit with a margin)",
    "margin": "Share of spend that is profit",
    "mean_p_alive": "Probability of still being a customer, mean",
    "value_at_risk": "Yearly spend at risk",
    "expected_orders": "Expected orders",
    "test_size": "Customers an arm of a test needs",
    "spearman": "Rank correlation of expected and actual spend",
    "coverage": "Customers whose spend fell into their interval",
    "k": "Number of segments",
    "silhouette": "Silhouette (how separate the groups lie)",
    "agreement": "Customers whom past and present model place alike",
    "mean_jaccard": "Mean stability when redrawn (Jaccard)",
    "min_jaccard": "Stability of the least stable segment (Jaccard)",
    "horizon_months": "Months ahead",
    "check": "Rows concerned",
    "check_amount": "Their value",
    "log_likelihood": "Log-likelihood",
    "inner_top20": "Later spend brought by the fifth ranked highest, on the inner periods",
}
KINDS_OF_STATISTIC = {
    "mean": "mean",
    "median": "median",
    "share": "share",
    "effect": "difference from the rest",
    "on_a_cut": "customers exactly on a cut",
    "set_to_bound": "customers set to a bound for grouping",
    "coverage": "share of customers with a value",
}
METHODS = {
    "kmeans": "k-means",
    "k-means": "k-means",
    "tiers": "value tiers",
    "classic10": "RFM grid, the classic one",
    "klaviyo6": "RFM grid in Klaviyo's style",
    "shopify11": "RFM grid in Shopify's style",
    "quintile125": "RFM grid of fifths",
    "rfm-recipe": "the RFM recipe of notebooks",
    "rfm recipe": "the RFM recipe of notebooks",
    "past-spend deciles": "tenths by past spend",
    "predicted value deciles": "tenths by predicted value",
    "everyone": "one group",
    "gmm": "Gaussian mixture",
    "mixture": "Gaussian mixture",
    "mixture-diagonal": "diagonal Gaussian mixture",
    "kmeans-minibatch": "mini-batch k-means",
    "hierarchical": "hierarchical grouping",
    "fuzzy": "fuzzy c-means",
    "latent-class": "latent classes",
    "prototypes": "k-prototypes",
    "archetypes": "archetypes",
    "dbscan": "dense places (DBSCAN)",
    "hdbscan": "dense places (HDBSCAN)",
    "micro-segments": "micro-segments",
    "embedding": "neural embedding",
    "random": "random groups",
}


def method_label(name: str) -> str:
    """What a method is called in a sentence.

    >>> method_label("gmm"), method_label("value_deciles")
    ('Gaussian mixture', 'value deciles')
    """
    return METHODS.get(name, name.replace("_", " "))


def metric_label(statistic: Statistic, table: HasTraits) -> str:
    """What a statistic measures, in words: "Orders, mean", "Share of revenue"."""
    kind, _, rest = statistic.metric.partition(":")
    if not rest:
        label = METRICS.get(kind, kind.replace("_", " ").capitalize())
        return f"{label} ({', '.join(v for _, v in statistic.params if v)})" if statistic.params else label
    if kind == "param":
        return f"Parameter {rest}"
    name, _, level = rest.partition("=")
    what = KINDS_OF_STATISTIC.get(kind, kind.replace("_", " "))
    return f"{trait_label(name, table)}{' = ' + level if level else ''}, {what}"


def trait_label(name: str, table: HasTraits) -> str:
    """A trait's label, or its name where the table does not know it."""
    return next((t.label for t in table.traits if t.name == name), name.replace("_", " "))


def listing(words: Iterable[str]) -> str:
    """Words joined as in a sentence.

    >>> listing(["recency", "orders", "spend"])
    'recency, orders and spend'
    """
    items = list(words)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""
