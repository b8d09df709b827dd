import numpy as np
import pytest

import where
from coterie.methods.value.bootstrap import bootstrap
from coterie.methods.value.models import MODELS
from coterie.methods.value.unique_rows import unique_rows


@pytest.mark.parametrize(("name", "draws"), [("bg_nbd", 150), ("pareto_nbd", 30)])
def test_on_cdnow_it_agrees_with_the_information_matrix(name, draws):
    table = np.genfromtxt(where.data("cdnow/cdnow_customers_summary.csv"), delimiter=",", skip_header=1)
    rows, model = unique_rows(*table.T[1:].copy()), MODELS[name]
    fit, found = model.fit(rows), bootstrap(model, rows, draws=draws)
    assert found.draws + found.failed == draws
    for each in model.names[:2]:
        assert found.errors[each] == pytest.approx(fit.errors[each], rel=0.35 if draws > 100 else 0.8)
    assert all(found.low[each] < fit.params[each] < found.high[each] for each in model.names)


def test_a_second_run_is_the_same_and_too_few_draws_are_refused(planted):
    s, _, _ = planted(500, 1)
    rows = unique_rows(s.x, s.t_x, s.T)
    assert bootstrap(MODELS["bg_nbd"], rows, draws=20) == bootstrap(MODELS["bg_nbd"], rows, draws=20)
    with pytest.raises(ValueError, match="expected at least 20"):
        bootstrap(MODELS["bg_nbd"], rows, draws=5)
