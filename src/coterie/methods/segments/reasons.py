"""Why this one? The choice in plain words; every number in them is also a statistic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coterie.methods.segments.candidates import EVERYONE, Candidate, least_of
from coterie.methods.segments.registry import method_words
from coterie.methods.segments.scoreboard import is_yardstick
from coterie.methods.segments.trials import STABLE, Trial
from coterie.methods.segments.words import listed, number, percent


@dataclass(frozen=True)
class Chosen:
    """What is known of the choice.

    trial      the choice's own trial, None for the fallback of one group.
    periods    earlier days on which candidates were judged; floor: fewest customers of a group.
    firm       it met the stability bar; roomy: it met the floor; simplest: it is the simplest within noise.
    customers  on whom the choice was made; better: it beat groups drawn by lot on the holdout.
    thrifty    the budget paid for fewer re-draws than usual, which is said.
    formed     whether a trait in which customers differ was there to form groups.
    refused    why the method that was asked for could not be used at all; "" where it could.
    """

    candidate: Candidate
    trial: Trial | None
    periods: int
    floor: int
    firm: bool
    roomy: bool
    simplest: bool
    method: str
    k: int | None
    customers: int
    better: bool = True
    thrifty: bool = False
    formed: bool = True
    refused: str = ""


def reason_of(told: Chosen) -> str:
    """One to three sentences."""
    if told.candidate.method == EVERYONE or told.trial is None:
        if not told.formed:
            return (
                "All customers are one group: nothing in which they differ says what they do. Groups are formed from "
                "behaviour and spending; who customers are describes groups and does not form them."
            )
        if told.refused:
            return f"All customers are one group: {method_words(told.method)}, as asked for, {told.refused}."
        return "All customers are one group: there are too few of them, or they are too alike, to tell groups apart."
    trial = told.trial
    name = _named(trial)
    if not told.roomy:
        least = f"at least {number(told.floor)} customers in each group"
        if told.method in ("auto", "all"):
            return f"{name}: no way of grouping had {least}, so this is a plain ordering by value."
        return f"{name}: asked for, although it has not {least}; its smallest group has {number(trial.smallest)}."
    parts = [_future(told, trial), _back(told, trial)]
    asked = "" if told.method in ("auto", "all") and told.k is None else "asked for; "
    return f"{name}: {asked}{listed(['; '.join(p for p in parts if p)])}; {_size(trial)}."


def unjudged_of(told: Chosen, held: bool, beaten: Sequence[str]) -> str:
    """What could not be judged, and which yardstick or ready-made groups did better; empty where nothing is to say."""
    parts = []
    if not held and not told.periods:
        parts.append(
            "No later days were kept apart, so it is not known whether these groups will behave differently. "
            "The choice rests on how clearly the groups are parted and whether they come back in re-draws."
        )
    elif not held:
        parts.append("No days were held apart after the choice, so its score on unseen days is not known.")
    elif not told.periods:
        parts.append(
            "The days before the holdout were too few to choose on later spend: the choice rests on how clearly the "
            "groups are parted and whether they come back in re-draws. The holdout judged it afterwards."
        )
    if not told.better:
        parts.append(
            "On the days held apart these groups told spend apart no better than groups drawn by lot: they describe "
            "what customers did, not what they will do."
        )
    ready = [name for name in beaten if not is_yardstick(name)]
    ranks = [name.removesuffix(" deciles").replace("-", " ") for name in beaten if is_yardstick(name)]
    if ranks:
        parts.append(
            f"To pick the customers who will spend most, rank them by {' or '.join(ranks)}: that did better on the "
            "days held apart. The groups are for telling customers apart."
        )
    if ready:
        parts.append(
            f"Of ready-made groups, {listed([method_words(name) for name in ready])} told later spend better on the "
            "days held apart."
        )
        if told.simplest and told.method in ("auto", "all"):
            parts.append("On the earlier days, by which the choice was made, that was no more than noise.")
    return " ".join(parts)


def numbers_of(told: Chosen, skipped: Mapping[str, str]) -> tuple[tuple[str, float, str, str], ...]:
    """The numbers that the sentences name: (metric, value, unit, definition)."""
    found: list[tuple[str, float, str, str]] = [
        ("inner_periods", told.periods, "", "Earlier periods on which candidates were judged"),
        ("size_floor", told.floor, "customers", "Fewest customers of a group: the larger of 30 and 1 %"),
        ("stability_bar", STABLE, "share", "Mean overlap from which groups count as stable (Hennig 2007)"),
    ]
    trial = told.trial
    if trial is not None:
        found.append(("search_groups", trial.k, "groups", "Groups of the choice when it was made"))
        found.append(("search_smallest", trial.smallest, "customers", "Customers in its smallest group then"))
        for metric, value, said in (
            ("search_top20", trial.inner_top20, "Its mean top-20 % share over earlier periods"),
            ("search_stability", trial.stability.mean if trial.stability else None, "Its mean overlap over re-draws"),
            ("search_silhouette", trial.silhouette[0] if trial.silhouette else None, "Its silhouette"),
        ):
            if value is not None:
                found.append((metric, value, "share", said))
        if trial.stability is not None:
            found.append(
                ("search_redraws", trial.stability.draws, "", "Re-draws of customers on which it was refitted")
            )
    if skipped:
        found.append(("found", told.customers, "customers", "Customers whom the methods could be fitted on"))
    for method in sorted(m for m in skipped if skipped[m].startswith("needs ") and "customers, found" in skipped[m]):
        found.append((f"needed:{method}", least_of(method), "customers", "Fewest customers the method takes"))
    return tuple(found)


def _named(trial: Trial) -> str:
    words = method_words(trial.candidate.method)
    return f"{words[:1].upper()}{words[1:]} with {trial.k} groups"


def _future(told: Chosen, trial: Trial) -> str:
    score = trial.inner_top20
    if score is None:
        if trial.silhouette is None or told.method != "auto":
            return ""
        return f"its groups were parted as clearly as any that came back (silhouette {trial.silhouette[0]:.2f})"
    days = "one earlier period" if told.periods == 1 else f"{told.periods} earlier periods"
    share = f"the fifth of customers it ranked highest brought {percent(score)} of the spend that followed"
    if told.method not in ("auto", "all") or not told.firm:
        return f"on {days} {share}"
    if not told.simplest:
        return f"on {days} {share}; it is the best that stayed stable and kept large groups on all days"
    return f"on {days} {share}; no other that was stable did better beyond noise, and none as good has fewer groups"


def _back(told: Chosen, trial: Trial) -> str:
    if trial.stability is None or trial.stability.mean is None:
        return "it has too many groups for a test of stability"
    few = " (fewer than usual, to stay within the time of this step)" if told.thrifty else ""
    back = f"its groups came back with {percent(trial.stability.mean)} overlap"
    overlap = f"in {trial.stability.draws} re-draws{few} {back}"
    if told.firm or trial.stability.mean >= STABLE:
        return overlap
    others = "" if told.method not in ("auto", "all") else ", and no other way of grouping was stable enough either"
    return f"{overlap}, less than the {percent(STABLE)} of stable groups{others}"


def _size(trial: Trial) -> str:
    what = "the smallest group has" if trial.candidate.clustering else "its smallest group has"
    return f"{what} {number(trial.smallest)} customers"
