"""What can every fitted form do?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Labels = NDArray[np.int64]

CHUNK = 65_536


class Form(Protocol):
    """A fitted way of assigning customers to groups 0 to k - 1, as plain numbers."""

    @property
    def k(self) -> int:
        """Number of groups."""

    def labels(self, x: "Floats") -> "Labels":
        """The group of each row."""

    def memberships(self, x: "Floats") -> "Floats | None":
        """Share of each group in each row, rows sum to 1; None where the form is hard."""

    def reorder(self, order: Sequence[int]) -> "Form":
        """The same form with its groups renumbered: new group i is old group ``order[i]``."""

    def to_json(self) -> dict[str, object]:
        """A JSON-able description that ``form_from_json`` reads back."""
