"""What is saved of a segmentation, and how is a customer scored with it?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from coterie.methods.forms.archetypes import Archetypes
from coterie.methods.forms.centres import Centres, Gathering
from coterie.methods.forms.form import Form
from coterie.methods.forms.fuzzy import Fuzzy
from coterie.methods.forms.grid import Grid
from coterie.methods.forms.latent import Latent
from coterie.methods.forms.mixture import Mixture
from coterie.methods.forms.network import Network
from coterie.methods.forms.preparation import Prepared, matrix
from coterie.methods.forms.prototypes import Prototypes
from coterie.methods.forms.reach import Reach
from coterie.methods.forms.tree import Tree
from coterie.terms import Assignment, CustomerTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VERSION = 1

_READERS: dict[str, Callable[[Mapping[str, Any]], Form]] = {
    "archetypes": Archetypes.from_json,
    "centres": Centres.from_json,
    "fuzzy": Fuzzy.from_json,
    "grid": Grid.from_json,
    "latent": Latent.from_json,
    "mixture": Mixture.from_json,
    "network": Network.from_json,
    "prototypes": Prototypes.from_json,
    "reach": Reach.from_json,
    "tree": Tree.from_json,
}


def form_from_json(data: Mapping[str, Any]) -> Form:
    """The form of a JSON description.

    Raises    ValueError where the description names no known form.
    """
    if data.get("form") not in _READERS:
        raise ValueError(f"the model file names the form {data.get('form')!r}; expected one of {sorted(_READERS)}")
    return _READERS[data["form"]](data)


@dataclass(frozen=True)
class Model:
    """A form with its preparation, the names of its groups, and re-drawn forms.

    traits       the columns it reads, in order.
    preparation  raw to prepared traits; None where the form reads raw ones (grids).
    names        one per group; groups that hold nobody yet stand last.
    levels       categories of each trait that is read as a code, in the order of the codes; absent for numbers.
    redrawn      forms fitted on bootstrap re-draws of the customers, their groups numbered alike: a customer's
                 confidence is the share of them that agree with the label. Soft forms have memberships instead.
    """

    method: str
    traits: tuple[str, ...]
    preparation: Prepared | None
    form: Form
    names: tuple[str, ...] = ()
    redrawn: tuple[Form, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def inputs(self, raw: "Floats") -> "Floats":
        """What the form reads, from raw traits."""
        return raw if self.preparation is None else self.preparation.apply(raw)

    def score(self, raw: "Floats") -> Assignment:
        """Label, memberships and confidence of each row of raw traits (columns as in ``traits``)."""
        x = self.inputs(raw)
        labels = self.form.labels(x)
        memberships = self.form.memberships(x)
        if memberships is not None:
            return Assignment(labels, memberships, np.asarray(memberships.max(axis=1, initial=0.0)))
        if not self.redrawn:
            return Assignment(labels, None, None)
        return Assignment(labels, None, self._agreeing(x, labels) / len(self.redrawn))

    def _agreeing(self, x: "Floats", labels: "NDArray[np.int64]") -> "Floats":
        """How many of the re-drawn forms give each row this label."""
        if self._gathered is not None:
            return np.asarray((self._gathered.labels(x) == labels).sum(axis=0), dtype=np.float64)
        same = np.zeros(len(labels))
        for form in self.redrawn:
            same += form.labels(x) == labels
        return same

    @cached_property
    def _gathered(self) -> Gathering | None:
        return Gathering.of(self.redrawn)

    def reorder(self, order: Sequence[int]) -> "Model":
        """The same model with its groups renumbered: new group i is old group ``order[i]``."""
        names = tuple(self.names[i] for i in order) if self.names else ()
        redrawn = tuple(form.reorder(order) for form in self.redrawn)
        return replace(self, form=self.form.reorder(order), names=names, redrawn=redrawn)

    def to_json(self) -> dict[str, object]:
        """Plain numbers and words."""
        return {
            "version": VERSION,
            "method": self.method,
            "traits": list(self.traits),
            "preparation": None if self.preparation is None else self.preparation.to_json(),
            "form": self.form.to_json(),
            "names": list(self.names),
            "redrawn": [form.to_json() for form in self.redrawn],
            **({"levels": {name: list(words) for name, words in self.levels.items()}} if self.levels else {}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Model":
        """The model that ``to_json`` described.

        Raises    ValueError for a description of another version.
        """
        if data.get("version") != VERSION:
            raise ValueError(f"the model file has version {data.get('version')}; expected {VERSION}")
        return cls(
            str(data["method"]),
            tuple(data["traits"]),
            None if data["preparation"] is None else Prepared.from_json(data["preparation"]),
            form_from_json(data["form"]),
            tuple(data["names"]),
            tuple(form_from_json(each) for each in data["redrawn"]),
            {str(name): tuple(words) for name, words in data.get("levels", {}).items()},
        )


def rules_of(model: Mapping[str, Any]) -> Model | None:
    """The tree that tells the groups of a saved model in plain questions, in the place of the model itself.

    Returns   None where the study has one group and nothing to tell apart.
    """
    if not model.get("surrogate"):
        return None
    read = Model.from_json(model)
    return Model("rules", read.traits, None, form_from_json(model["surrogate"]), read.names, levels=read.levels)


def score(model: Mapping[str, Any], table: CustomerTable) -> Assignment:
    """Segments of the customers of a table by a saved model (``Segmentation.model``)."""
    read = Model.from_json(model)
    return read.score(matrix(table, read.traits, read.levels))
