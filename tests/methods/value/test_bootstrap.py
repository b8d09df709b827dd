import numpy as np
import pytest

import where
from coterie.methods.value.bootstrap import bootstrap
from coterie.methods.value.models import MODELS
from coterie.methods.value.simulating import simulate
from coterie.methods.value.unique_rows import unique_rows


def test_on_cdnow_bg_nbd_errors_agree_with_the_information_matrix():
    table = np.genfromtxt(where.data("cdnow/cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    rows, model = unique_rows(*table.T[1:].copy()), MODELS["bg_nbd"]
    fit, found = model.fit(rows), bootstrap(model, rows, draws=150)
    assert found.draws + found.failed == 150
    for each in ("r", "alpha"):
        assert found.errors[each] == pytest.approx(fit.errors[each], rel=0.35)
    assert all(found.low[each] < fit.params[each] < found.high[each] for each in model.names)


def test_where_pareto_nbd_holds_both_errors_agree():
    truth = {"r": 0.553, "alpha": 74.0, "s": 0.606, "beta": 81.7}
    rng = np.random.default_rng(4)
    seen = simulate("pareto_nbd", truth, rng.uniform(200, 540, 4000), 0.0, rng)
    rows = unique_rows(seen.x, np.ceil(seen.t_x), np.ceil(seen.T))
    fit, found = MODELS["pareto_nbd"].fit(rows), bootstrap(MODELS["pareto_nbd"], rows, draws=40)
    for each in ("r", "alpha"):
        assert found.errors[each] == pytest.approx(fit.errors[each], rel=0.45)


def test_a_second_run_is_the_same_and_too_few_draws_are_refused(planted):
    s, _, _ = planted(500, 1)
    rows = unique_rows(s.x, s.t_x, s.T)
    assert bootstrap(MODELS["bg_nbd"], rows, draws=20) == bootstrap(MODELS["bg_nbd"], rows, draws=20)
    with pytest.raises(ValueError, match="expected at least 20"):
        bootstrap(MODELS["bg_nbd"], rows, draws=5)
