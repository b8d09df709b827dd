import numpy as np
import pyarrow as pa
import pytest

from coterie.engine.portable import DIALECTS, statement
from coterie.methods.forms import (
    Archetypes,
    Centres,
    Column,
    Fuzzy,
    Grid,
    Latent,
    Model,
    Network,
    Prepared,
    Prototypes,
    Reach,
)
from coterie.methods.forms.sql import answer_step, bounded_sql, prepared_sql, score_steps
from coterie.methods.segments.explanation import explain
from coterie.methods.segments.mixture import fit_mixture
from coterie.terms import Trait, WrongWords
from databases import NAMES, run

RNG = np.random.default_rng(7)
TRAITS = ("a", "b", "c")
N = 900
SEGMENTS = tuple((f"s{i}", f"Group {i}'s") for i in range(1, 10))


def _values() -> np.ndarray:
    """Skewed, signed and repeated values with ties on cuts, and some missing."""
    values = np.column_stack(
        [RNG.integers(0, 12, N) * 1.0, RNG.normal(0, 40, N).round(2), RNG.gamma(1, 300, N).round(4)]
    )
    values[RNG.random((N, 3)) < 0.05] = np.nan
    return values


X = _values()
PREPARED = Prepared(
    (
        Column("a", 3.0, 0.0, 9.5, "none", 3.0, 2.0),
        Column("b", 0.25, -80.0, 75.0, "asinh", 0.1, 1.7),
        Column("c", 200.0, 1.5, 1200.0, "log1p", 5.0, 0.9),
    )
)
Z = PREPARED.apply(X)
GRID = Grid(
    ((2.0, 2.0, 5.0, 9.0), (-40.0, 0.0, 10.5, 50.0), (20.0, 100.0, 300.0, 900.0)),
    (True, False, False), ((0,), (1, 2)), tuple(RNG.integers(0, 8, 25).tolist()), 9, 8,
)  # fmt: skip


def _tree_model() -> Model:
    found = explain(X, Centres(((0.0, 0, 0), (1.0, 1, 1), (-1.0, 2, 0))).labels(Z), 3, [_trait(t) for t in TRAITS])
    assert found is not None
    return Model("rules", TRAITS, None, found.tree)


def _trait(name: str) -> Trait:
    return Trait(name, name, "behavioural", "numeric")


def _latent() -> Latent:
    """Three classes of different answers."""
    cuts = ((2.0, 5.0), (-40.0, 0.0, 10.5), (300.0,))
    chances = [[RNG.dirichlet(np.ones(len(c) + 1)).tolist() for c in cuts] for _ in range(3)]
    return Latent((0.5, 0.3, 0.2), cuts, tuple(tuple(tuple(t) for t in each) for each in chances))


def _network() -> Network:
    first = (tuple(map(tuple, RNG.normal(size=(4, 3)).tolist())), tuple(RNG.normal(size=4).tolist()))
    last = (tuple(map(tuple, RNG.normal(size=(2, 4)).tolist())), tuple(RNG.normal(size=2).tolist()))
    return Network((first, last), ((-0.7, 0.2), (0.1, -0.4), (0.8, 0.5)))


MIXED = Prepared((Column("a", -1.0, -1.0, 11.0, "none", 0.0, 1.0), *PREPARED.columns[1:]))
MIXED_Z = MIXED.apply(X)

MODELS = {
    "centres": Model("kmeans", TRAITS, PREPARED, Centres(tuple(map(tuple, Z[:5].tolist())))),
    "fuzzy": Model("fuzzy", TRAITS, PREPARED, Fuzzy(tuple(map(tuple, Z[:4].tolist())), 1.7)),
    "mixture": Model("mixture", TRAITS, PREPARED, fit_mixture(Z, 3, seed=1)),
    "latent": Model("latent", TRAITS, None, _latent()),
    "prototypes": Model(
        "prototypes", TRAITS, MIXED, Prototypes(tuple(map(tuple, MIXED_Z[:4].tolist())), (12, 0, 0), 0.7)
    ),
    "network": Model("embedding", TRAITS, PREPARED, _network()),
    "reach": Model(
        "dbscan",
        TRAITS,
        PREPARED,
        Reach(tuple(map(tuple, Z[:40].tolist())), tuple(i % 3 for i in range(40)), (0.4,) * 20 + (0.7,) * 20, 3),
    ),
    "nowhere": Model("dbscan", TRAITS, PREPARED, Reach((), (), (), 0)),
    "grid": Model("grid", TRAITS, None, GRID),
    "tiers": Model("tiers", ("c",), None, Grid(((50.0, 400.0),), (False,), ((0,),), (2, 1, 0), 3)),
    "everyone": Model("everyone", (), None, Grid((), (), (), (0,), 1)),
    "tree": _tree_model(),
}


@pytest.mark.parametrize("database", NAMES)
@pytest.mark.parametrize("name", MODELS)
def test_sql_gives_every_customer_the_label_and_memberships_of_the_scorer(name, database):
    model = MODELS[name]
    raw = X[:, [TRAITS.index(t) for t in model.traits]]
    table = pa.table(
        {"customer_id": [f"C{i:04d}" for i in range(N)], **{t: _nulls(X[:, j]) for j, t in enumerate(TRAITS)}}
    )
    steps = [*score_steps(model, "traits", SEGMENTS), answer_step(model, SEGMENTS[: model.form.k], valued=False)]
    found = run(database, statement(steps, database, tables={"traits": "given"}, names={}), {"given": table})
    order = np.argsort(np.array(found["customer_id"]))
    want = model.score(raw)
    assert [found["segment"][i] for i in order] == [SEGMENTS[g][0] for g in want.labels]
    assert [found["segment_name"][i] for i in order] == [SEGMENTS[g][1] for g in want.labels]
    assert ("membership_s1" in found) == (want.memberships is not None)
    if want.memberships is not None:
        for g in range(model.form.k):
            got = np.array([float(found[f"membership_s{g + 1}"][i]) for i in order])
            np.testing.assert_allclose(got, want.memberships[:, g], atol=1e-12)


def _nulls(values: np.ndarray) -> pa.Array:
    return pa.array(values, from_pandas=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_model_reads_in_every_dialect(dialect):
    for model in MODELS.values():
        steps = [*score_steps(model, "traits", SEGMENTS), answer_step(model, SEGMENTS, valued=False)]
        assert "segment_name" in statement(steps, dialect, tables={}, names={})


def test_a_form_without_sql_is_refused_by_name_and_reason():
    form = Archetypes((0.0,) * 3, (1.0,) * 3, ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    with pytest.raises(WrongWords, match="COT-712 the study groups customers by nmf: its shares are found in 40"):
        score_steps(Model("nmf", TRAITS, PREPARED, form), "traits", SEGMENTS)


def test_the_fill_of_a_missing_value_lies_within_the_bounds():
    column = Column("x", 50.0, 0.0, 9.0, "log1p", 1.0, 2.0)
    assert bounded_sql(column, "x").startswith("case when x is null then 9.0e0")
    assert prepared_sql(column, "v") == "(ln(1.0e0 + v) - 1.0e0) / 2.0e0"
