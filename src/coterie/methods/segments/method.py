"""What is a method of finding groups? Its name, its words, its parameters and a function that fits it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coterie.methods.forms import Form
from coterie.terms.parameters import Parameter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Setting = float | int | str


Fit = Callable[..., Form]


@dataclass(frozen=True)
class Method:
    """One way of finding groups in the forming traits.

    ``fit(x, k, *, seed, rough, **settings)`` gives the form of these customers, the same in any order of rows:

    x         one row a customer: prepared traits, or raw ones with NaN for missing (see ``prepared``).
    k         number of groups asked for; 0 where the method finds its own.
    seed      of everything random.
    rough     quicker and less exact: for searches and re-draws.
    settings  the method's own parameters by name; with ``mixed`` also ``levels``: the number of categories of each
              column, 0 for numbers.

    name        the word after ``--method``.
    label       what it is called in a sentence: "k-means".
    says        one plain sentence: what it does.
    parameters  what ``--set`` changes, without the number of groups.
    least       fewest customers it takes; ``widest``: most traits it takes.
    numbers     numbers of groups that are tried when nobody names one; empty: it finds its own (k = 0).
    prepared    whether it reads prepared traits (nothing missing); otherwise raw ones.
    mixed       whether categories take part beside numbers, as codes; ``categories``: whether it needs one.
    soft        whether customers have a share of each group.
    quick       whether ``auto`` tries it; ``all`` tries every method.
    bounded     whether there can be no more groups than traits.
    last        taken only where it beats every other method by more than noise.
    cost        time of one fit, k-means being 1: for reckoning within a budget.
    bic         Bayesian information criterion of a fitted form on some rows, lower is better; None without one.
    names       names that the method itself gives to some groups of a form, by their number.
    """

    name: str
    label: str
    says: str
    fit: Fit
    parameters: tuple[Parameter, ...] = ()
    least: int = 100
    widest: int = 1000
    numbers: tuple[int, ...] = tuple(range(3, 11))
    prepared: bool = True
    mixed: bool = False
    categories: bool = False
    soft: bool = False
    quick: bool = False
    bounded: bool = False
    last: bool = False
    cost: float = 1.0
    bic: "Callable[[Form, Floats], float] | None" = None
    names: Callable[[Form], Mapping[int, str]] = field(default=lambda form: {})

    @property
    def searched(self) -> bool:
        """Whether the number of groups is for the caller to choose."""
        return bool(self.numbers)
