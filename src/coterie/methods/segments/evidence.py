"""Which statistics does a segmentation give, so that every number a person reads can be checked?"""

from collections.abc import Iterator

from coterie.measure.intervals import share_interval
from coterie.methods.segments.extremes import beyond
from coterie.terms import CustomerTable, Estimate, Score, Segment, Segmentation, Slice, Statistic

_SEARCH = "segmentation"


def evidence(segmentation: Segmentation, table: CustomerTable, outer: Slice | None) -> list[Statistic]:
    """The statistics of sizes, stability, rules, the choice and the scoreboard.

    table, outer   those that ``choose`` was given.
    """
    window = "" if table.window is None else str(table.window)
    found = [*_everyone(segmentation, table, window)]
    for place, segment in enumerate(segmentation.segments):
        found += _segment(segmentation, segment, place, len(table), window)
    held = "" if outer is None else str(outer.future)
    seen: set[str] = set()
    for score in segmentation.scoreboard:
        name = population(score)
        if name not in seen:
            seen.add(name)
            found += _score(score, 0 if outer is None else len(outer.past), held)
    return found


def population(score: Score) -> str:
    """The population under which a row of the scoreboard stands in the evidence."""
    return f"method:{score.method}-{score.k}"


def _everyone(found: Segmentation, table: CustomerTable, window: str) -> Iterator[Statistic]:
    n = len(table)
    past = n if found.past is None else len(found.past.labels)
    numbers: list[tuple[str, float | None, str, int, str]] = [
        ("k", found.k, "groups", n, "Number of groups"),
        ("silhouette", found.silhouette, "", n, "Mean of (b - a) / max(a, b) over customers, a sample above 5,000"),
        ("rule_fidelity", found.rule_fidelity, "share", n, "Share of customers whom the tree puts in their own group"),
        (
            "agreement",
            found.agreement,
            "share",
            past,
            "Share of the past's customers with the same group in both models",
        ),
        ("mean_jaccard", found.mean_jaccard, "share", n, "Mean over groups of the mean overlap over re-draws"),
        ("min_jaccard", found.min_jaccard, "share", n, "The least of the groups' mean overlaps over re-draws"),
        *(
            (f"on_a_cut:{t}", c, "customers", n, "Customers whose value equals a cut")
            for t, c in found.on_a_cut.items()
        ),
        *(
            (
                f"set_to_bound:{t}",
                int(rows.sum()),
                "customers",
                n,
                "Customers whose value was set to a bound for grouping",
            )
            for t, rows in beyond(table, found).items()
        ),
        *((name, value, unit, past, said) for name, value, unit, said in found.numbers),
    ]
    if found.map is not None:
        said = "Share of the spread of the prepared forming traits along the direction (principal component)"
        for place, share in zip(("first", "second"), found.map.shares, strict=True):
            numbers.append((f"map_share:{place}", share, "share", found.map.fitted, said))
    for metric, value, unit, count, said in numbers:
        if value is not None:
            yield Statistic(metric, _SEARCH, value, count, unit, window=window, how="computed", definition=said)


def _segment(found: Segmentation, segment: Segment, place: int, n: int, window: str) -> Iterator[Statistic]:
    who = f"segment:{segment.id}"
    here = found.now.labels == place
    yield Statistic("customers", who, segment.size, n, "customers", window=window, definition="Customers in the group")
    if n:
        yield Statistic.of(
            "share_of_customers", who, share_interval(segment.size, n), n, unit="share", window=window,
            definition="Customers in the group / all customers",
        )  # fmt: skip
    if found.now.confidence is not None and segment.size:
        said = "Mean over the group's customers of the share of re-drawn models, or the membership, that agrees"
        mean = float(found.now.confidence[here].mean())
        yield Statistic("confidence", who, mean, segment.size, "share", window=window, how="mean", definition=said)
    if segment.stability is not None:
        said = "Mean over re-draws of customers in both / in either of the group and its best match (Jaccard)"
        yield Statistic("stability", who, segment.stability, n, "share", window=window, how="mean", definition=said)
    if segment.rule is not None:
        said = f"Of the customers selected by: {segment.rule.text}, the share in the group"
        yield Statistic("rule_precision", who, segment.rule.precision, n, "share", window=window, definition=said)
        said = f"Of the group, the share selected by: {segment.rule.text}"
        yield Statistic(
            "rule_coverage", who, segment.rule.coverage, segment.size, "share", window=window, definition=said
        )
    if segment.reach is not None:
        said = f"Customers who meet the changed rule, {segment.reach.text}, and not the rule as it is"
        yield Statistic("reach", who, segment.reach.more, n, "customers", window=window, definition=said)
        said = f"Of the customers selected by: {segment.reach.text}, the share in the group"
        yield Statistic("reach_precision", who, segment.reach.precision, n, "share", window=window, definition=said)


def _score(score: Score, n: int, window: str) -> Iterator[Statistic]:
    who = population(score)
    judged: tuple[tuple[str, Estimate | None, str], ...] = (
        ("top20_share", score.top20_share, "Share of the holdout's spend by the fifth of customers ranked highest"),
        (
            "eta2",
            score.eta2,
            "Share of the variance of the holdout's spend, capped at its 99.9 % quantile, between groups",
        ),
    )
    for metric, estimate, said in judged:
        if estimate is not None:
            yield Statistic.of(metric, who, estimate, n, unit="share", window=window, policy="holdout", definition=said)
    plain: tuple[tuple[str, float | None, str], ...] = (
        ("stability", score.stability, "Mean over groups of the mean overlap over re-draws"),
        ("min_stability", score.min_stability, "The least of the groups' mean overlaps over re-draws"),
        ("inner_top20", score.inner_top20, "Mean over earlier periods of the top-20 % share"),
        ("inner_eta2", score.inner_eta2, "Mean over earlier periods of the share of variance between groups"),
        ("inner_se", score.inner_se, "Standard error of inner_top20 over re-draws of customers"),
        ("smallest", score.smallest, "Share of customers in the smallest group"),
        ("elbow", score.elbow, "Share of the spread of the forming traits that is left within groups"),
    )
    for metric, value, said in plain:
        if value is not None:
            yield Statistic(metric, who, value, n, "share", policy="past", how="computed", definition=said)
    for metric, value, said in (
        ("silhouette", score.silhouette, "Mean silhouette, a sample above 5,000"),
        ("bic", score.bic, "-2 log likelihood + free parameters x log customers, lower is better (Schwarz 1978)"),
        ("gap", score.gap, "Mean log spread within groups of 5 even reference sets, less the customers' own"),
    ):
        if value is not None:
            yield Statistic(metric, who, value, n, policy="past", how="computed", definition=said)
