import numpy as np

from coterie.methods.segments import customer_map, with_map
from coterie.methods.segments.customer_map import DRAWN
from coterie.methods.segments.evidence import evidence
from coterie.terms import Assignment, CustomerTable, Segment, Segmentation, Trait


def two_groups(n: int = 300, far: float = 10.0) -> tuple[CustomerTable, Segmentation]:
    """Two groups apart in two traits that rise together; a third trait is noise."""
    rng = np.random.default_rng(3)
    labels = np.arange(n) % 2
    base = labels * far
    columns = {"orders": base + rng.random(n), "spend": base + rng.random(n), "noise": rng.random(n)}
    traits = tuple(Trait(name, name.title(), "behavioural", "numeric", forming=True) for name in columns)
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    segments = tuple(Segment(f"s{g + 1}", f"group {g}", int((labels == g).sum())) for g in (0, 1))
    found = Segmentation("kmeans", 2, tuple(columns), segments, Assignment(labels), "")
    return CustomerTable(ids, columns, traits), found


def test_groups_that_lie_apart_lie_apart_on_the_map() -> None:
    table, found = two_groups()
    drawn = customer_map(found, table)
    assert drawn is not None and len(drawn.places) == 300 == drawn.fitted
    low, high = (drawn.places[drawn.labels == g, 0] for g in (0, 1))
    assert low.max() < high.min()
    assert np.allclose(drawn.centres[0], drawn.places[drawn.labels == 0].mean(axis=0), atol=1e-3)


def test_the_first_direction_is_that_of_the_traits_that_rise_together_and_upwards() -> None:
    drawn = customer_map(*reversed(two_groups()))
    assert drawn is not None
    orders, spend, noise = (w[0] for w in drawn.weights)
    assert orders > 0.5 and spend > 0.5 and abs(noise) < 0.2
    assert drawn.shares[0] > drawn.shares[1] > 0 and sum(drawn.shares) <= 1


def test_at_most_a_sample_is_drawn_and_always_the_same() -> None:
    table, found = two_groups(DRAWN + 500)
    one, again = customer_map(found, table, seed=1), customer_map(found, table, seed=1)
    assert one is not None and again is not None
    assert len(one.places) == len(one.labels) == DRAWN and one.fitted == DRAWN + 500
    assert one.places.tobytes() == again.places.tobytes()
    other = customer_map(found, table, seed=2)
    assert other is not None and other.places.tobytes() != one.places.tobytes()


def test_customers_who_differ_in_one_trait_have_no_map() -> None:
    table, found = two_groups()
    flat = {**table.columns, "spend": np.zeros(300), "noise": np.zeros(300)}
    assert customer_map(found, CustomerTable(table.ids, flat, table.traits)) is None
    assert with_map(found, CustomerTable(table.ids[:1], {k: v[:1] for k, v in flat.items()}, table.traits)).map is None


def test_what_the_directions_tell_is_evidence() -> None:
    table, found = two_groups()
    shares = {s.metric: s.estimate for s in evidence(with_map(found, table), table, None)}
    drawn = customer_map(found, table)
    assert drawn is not None
    assert (shares["map_share:first"], shares["map_share:second"]) == drawn.shares
