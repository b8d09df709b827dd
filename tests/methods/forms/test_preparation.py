import numpy as np

from coterie.methods.segments.preparation import fit_preparation

RNG = np.random.default_rng(0)
X = np.vstack([RNG.normal(m, 1, (700, 3)) for m in (0, 3, 9)])


def test_preparation_of_one_customer_is_bitwise_that_of_all():
    raw = np.exp(X)
    raw[::11, 1] = np.nan
    prepared = fit_preparation(raw, ("a", "b", "c"))
    whole = prepared.apply(raw)
    for i in range(0, len(raw), 53):
        assert (prepared.apply(raw[i : i + 1])[0] == whole[i]).all()
    assert np.isfinite(whole).all()
