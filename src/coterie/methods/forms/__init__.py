"""What the wings return: grid, centres, mixture, tree. Each owns its JSON and a NumPy scorer.

A form is a fitted model as plain numbers. Its scorer works element by element, never through a matrix product, so
that one customer scored alone gets the same bits as in a crowd of a million. A :class:`Model` is a form with the
preparation it was fitted behind, the names of its groups and the re-drawn forms that say how sure a label is.
"""

from coterie.methods.forms.centres import Centres
from coterie.methods.forms.form import Form
from coterie.methods.forms.grid import Grid
from coterie.methods.forms.mixture import Mixture
from coterie.methods.forms.model import Model, form_from_json, score
from coterie.methods.forms.preparation import Column, Prepared, matrix
from coterie.methods.forms.tree import Path, Tree

__all__ = [
    "Centres",
    "Column",
    "Form",
    "Grid",
    "Mixture",
    "Model",
    "Path",
    "Prepared",
    "Tree",
    "form_from_json",
    "matrix",
    "score",
]
