import numpy as np

import groups
from coterie.methods.segments.kmeans import fit_centres
from coterie.methods.segments.stability import redraw

RNG = np.random.default_rng(0)
THREE = groups.way("kmeans", 3)


def test_planted_groups_come_back_and_noise_does_not():
    blobs = np.vstack([RNG.normal(m, 0.3, (100, 2)) for m in (0, 5, 10)])
    found = redraw(THREE, fit_centres(blobs, 3, seed=0), blobs, seed=0, draws=5)
    assert found.mean == found.least == 1
    eight = groups.way("kmeans", 8)
    noise = RNG.uniform(0, 1, (300, 2))
    assert redraw(eight, fit_centres(noise, 8, seed=0), noise, seed=0, draws=5).mean < 0.75


def test_redrawn_forms_number_their_groups_as_the_model_does():
    blobs = np.vstack([RNG.normal(m, 0.3, (100, 2)) for m in (0, 5, 10)])
    form = fit_centres(blobs, 3, seed=0).reorder([2, 0, 1])
    found = redraw(THREE, form, blobs, seed=0, draws=4)
    assert len(found.forms) == 4
    for again in found.forms:
        assert (again.labels(blobs) == form.labels(blobs)).all()


def test_without_draws_nothing_is_said():
    found = redraw(THREE, fit_centres(RNG.normal(0, 1, (50, 2)), 3, seed=0), np.empty((0, 2)), seed=0, draws=0)
    assert (found.mean, found.least) == (None, None)
