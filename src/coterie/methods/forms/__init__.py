"""What the wings return: grid, centres, mixture, tree and their kin. Each owns its JSON and a NumPy scorer.

A form is a fitted model as plain numbers. Its scorer works element by element, never through a matrix product, so
that one customer scored alone gets the same bits as in a crowd of a million. A :class:`Model` is a form with the
preparation it was fitted behind, the names of its groups and the re-drawn forms that say how sure a label is.
"""

from coterie.methods.forms.archetypes import Archetypes
from coterie.methods.forms.centres import Centres
from coterie.methods.forms.form import Form
from coterie.methods.forms.fuzzy import Fuzzy
from coterie.methods.forms.grid import Grid
from coterie.methods.forms.latent import Latent
from coterie.methods.forms.mixture import Mixture
from coterie.methods.forms.model import Model, form_from_json, rules_of, score
from coterie.methods.forms.network import Network
from coterie.methods.forms.preparation import Column, Prepared, matrix
from coterie.methods.forms.prototypes import Prototypes
from coterie.methods.forms.reach import Reach
from coterie.methods.forms.tree import Path, Tree

__all__ = [
    "Archetypes",
    "Centres",
    "Column",
    "Form",
    "Fuzzy",
    "Grid",
    "Latent",
    "Mixture",
    "Model",
    "Network",
    "Path",
    "Prepared",
    "Prototypes",
    "Reach",
    "Tree",
    "form_from_json",
    "matrix",
    "rules_of",
    "score",
]
