from dataclasses import replace

import numpy as np
import pytest

from coterie.methods.value import bg_nbd
from coterie.methods.value.fitting import NAMES, covariance_of, fit_summary, root_of
from coterie.methods.value.needs import NotEnough


def test_both_models_stand_in_one_fit(planted):
    summary, _, _ = planted(3000, 1)
    fit = fit_summary(summary)
    assert tuple(fit.params) == NAMES
    assert set(fit.errors) == set(NAMES)
    assert fit.converged
    assert (fit.customers, fit.rows <= 3000) == (3000, True)
    covariance = covariance_of(fit)
    assert not covariance[:4, 4:].any()
    assert np.allclose(root_of(covariance) @ root_of(covariance), covariance)
    errors = np.sqrt(np.diag(covariance)) * np.array([fit.params[n] for n in NAMES])
    assert errors == pytest.approx([fit.errors[n] for n in NAMES])


def test_a_fit_that_did_not_converge_is_not_used(planted, monkeypatch):
    summary, _, _ = planted(500, 1)
    whole = bg_nbd.fit
    monkeypatch.setattr(bg_nbd, "fit", lambda rows, prior=False: replace(whole(rows, prior), converged=False))
    with pytest.raises(NotEnough, match="did not settle") as caught:
        fit_summary(summary)
    assert caught.value.code == "COT-806"
