import numpy as np
import pytest

from coterie.methods.segments.fuzzy import fit_fuzzy, one_round

RNG = np.random.default_rng(2)
X = np.vstack([RNG.normal(m, 0.8, (3_000, 3)) for m in (0, 3, 7)])


def plain_round(x, centres, m):
    """Bezdek 1981, equations 11.3a and 11.3b, with the whole table of memberships."""
    far = ((x[:, None, :] - centres[None]) ** 2).sum(axis=2)
    share = (1 / far) ** (1 / (m - 1))
    share /= share.sum(axis=1, keepdims=True)
    weight = share**m
    return (weight.T @ x) / weight.sum(axis=0)[:, None]


@pytest.mark.parametrize("m", [1.5, 2.0, 2.7])
def test_a_round_by_blocks_is_the_round_of_the_book(m):
    centres = np.array([[0.5, 0.0, 0.2], [3.0, 2.5, 3.5], [6.0, 7.0, 8.0]])
    np.testing.assert_allclose(one_round(X, centres, m), plain_round(X, centres, m), rtol=1e-10)


def test_the_centres_found_do_not_move_any_more():
    form = fit_fuzzy(X, 3, seed=0, tolerance=1e-7)
    centres = np.asarray(form.centres)
    np.testing.assert_allclose(plain_round(X, centres, form.fuzziness), centres, atol=1e-5)


def test_a_customer_between_two_groups_belongs_to_both():
    form = fit_fuzzy(X, 3, seed=0, fuzziness=2.0)
    middle = np.asarray(form.centres)[:2].mean(axis=0, keepdims=True)
    shares = form.memberships(middle)[0]
    assert shares[:2] == pytest.approx([shares[0], shares[0]])
    assert shares[0] > 0.4


def test_with_many_customers_the_answer_is_still_that_of_all_of_them():
    rng = np.random.default_rng(5)
    x = np.vstack([rng.normal(at, 1, (6_000, 2)) for at in (0, 3, 7)])
    found = fit_fuzzy(x, 3, seed=0, fuzziness=2.0, tolerance=1e-8, rounds=500)
    centres = np.asarray(found.centres)
    assert np.abs(one_round(x, centres, 2.0) - centres).max() < 1e-6
