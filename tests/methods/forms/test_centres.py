import numpy as np

from coterie.methods.forms import Centres, Prototypes
from coterie.methods.forms.centres import Gathering


def test_a_tie_between_centres_goes_to_the_lower_number():
    assert Centres(((0.0,), (2.0,))).labels(np.array([[1.0]])).tolist() == [0]


def test_sets_asked_at_once_answer_to_the_bit_what_each_answers_alone():
    rng = np.random.default_rng(3)
    sets = [Centres(tuple(map(tuple, rng.normal(size=(4, 3)).round(1)))) for _ in range(5)]
    sets.append(Centres(((0.0, 0.0, 0.0), (2.0, 0.0, 0.0), (2.0, 0.0, 0.0), (9.0, 9.0, 9.0))))
    x = np.vstack([rng.normal(size=(9_000, 3)).round(1), [[1.0, 0.0, 0.0], [2.0, 0.0, 0.0]]])
    together = Gathering.of(sets)
    assert together is not None
    for rows in (x, x[:1], x[:0]):
        assert together.labels(rows).tolist() == [each.labels(rows).tolist() for each in sets]
    assert together.labels(x)[-1, -2:].tolist() == [0, 1]


def test_other_forms_are_not_gathered():
    one, two = Centres(((0.0,), (2.0,))), Centres(((0.0,),))
    assert Gathering.of([one, two]) is None
    assert Gathering.of([]) is None
    assert Gathering.of([one, Prototypes(((0.0,), (1.0,)), (0,), 1.0)]) is None
