import numpy as np
import pytest

from coterie.methods.forms import Centres, Grid, Latent, Model, Network, Prototypes, Reach, Tree
from coterie.methods.forms.margin import margins

X = np.array([[1.0], [2.0], [3.9]])


def _model(form):
    return Model("any", ("x",), None, form)


@pytest.mark.parametrize(
    ("form", "border"),
    [
        (Centres(((0.0,), (4.0,))), 2.0),
        (Prototypes(((0.0,), (4.0,)), (0,), 1.0), 2.0),
        (Network(((((1.0,),), (-2.0,)),), ((-0.5,), (0.5,))), 2.0),
        (Grid(((2.0,),), (False,), ((0,),), (0, 1), 2), 2.0),
        (Tree((0, -1, -1), (2.0, 0.0, 0.0), (1, -1, -1), (2, -1, -1), (0, 0, 1), (0.0,), 2), 2.0),
        (Reach(((0.0,),), (0,), (2.0,), 1), 2.0),
    ],
    ids=lambda v: type(v).__name__,
)
def test_the_margin_is_0_on_the_border_and_labels_change_there(form, border):
    model = _model(form)
    near = np.array([[border - 1e-9], [border], [border + 1e-9], [border + 0.5]])
    found = margins(model, near)
    assert found[1] == 0
    assert (found[[0, 2]] < 1e-8).all()
    assert found[3] > 0.05
    labels = form.labels(near)
    assert labels[0] != labels[3]


def test_of_soft_groups_it_is_the_lead_of_the_largest_membership():
    form = Latent((0.5, 0.5), ((2.5,),), (((0.9, 0.1),), ((0.2, 0.8),)))
    p = form.memberships(X)
    np.testing.assert_allclose(margins(_model(form), X), np.abs(p[:, 0] - p[:, 1]))


def test_one_group_has_no_border():
    assert np.isinf(margins(_model(Centres(((0.0,),))), X)).all()
