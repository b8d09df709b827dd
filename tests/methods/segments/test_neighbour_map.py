"""Do neighbours stay neighbours, whatever the order of the rows, and only where there is something to see?"""

import numpy as np

from coterie.methods.segments.neighbour_map import DRAWN, neighbour_map, with_neighbours
from coterie.terms import Assignment, CustomerTable, Segment, Segmentation, Trait


def three_groups(n: int = 150, traits: int = 4) -> tuple[Segmentation, CustomerTable]:
    """Three clouds, far apart in each trait."""
    rng = np.random.default_rng(5)
    labels = np.arange(n) % 3
    columns = {f"x{j}": rng.permutation(3)[labels] * 10.0 + rng.random(n) for j in range(traits)}
    told = tuple(Trait(name, name, "behavioural", "numeric", forming=True) for name in columns)
    segments = tuple(Segment(f"s{g + 1}", f"group {g}", int((labels == g).sum())) for g in range(3))
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    found = Segmentation("kmeans", 3, tuple(columns), segments, Assignment(labels), "")
    return found, CustomerTable(ids, columns, told)


def test_the_nearest_on_the_map_is_of_the_same_group() -> None:
    drawn = neighbour_map(*three_groups())
    assert drawn is not None and len(drawn.places) == 150
    apart = np.linalg.norm(drawn.places[:, None] - drawn.places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (drawn.labels[apart.argmin(axis=1)] == drawn.labels).all()


def test_the_same_customers_give_the_same_bytes_and_a_large_study_a_sample() -> None:
    found, table = three_groups(DRAWN + 90)
    one, again = neighbour_map(found, table, seed=1), neighbour_map(found, table, seed=1)
    assert one is not None and again is not None and len(one.places) == len(one.labels) == DRAWN
    assert one.places.tobytes() == again.places.tobytes()


def test_two_traits_or_few_customers_have_no_such_map() -> None:
    assert with_neighbours(*three_groups(traits=2)).neighbours is None
    assert with_neighbours(*three_groups(24)).neighbours is None
