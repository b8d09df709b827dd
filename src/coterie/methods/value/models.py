"""Which purchase models are there, and what must each be able to do? One protocol, one object a model.

A model describes how often customers buy while they are customers, and how they leave. All are read from x, t_x, T, all
have two parameters of buying (r, alpha: rates are gamma over customers) and two of leaving. Their answers:

    fit                  parameters from unique rows with counts, with log-likelihood, errors and convergence
    odds_of_gone         log odds that a customer has left, from which P(alive) follows
    purchases_if_alive   expected purchases ahead of one who is there
    pairs_of_purchases   their second moment, for the variance of totals
    fates                what may become of one who is there, for predictive draws
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from coterie.methods.value import bg_nbd, mbg_nbd, pareto_nbd
from coterie.methods.value.beta_geometric import odds_of_gone, pairs_of_purchases, purchases_if_alive
from coterie.methods.value.fates import BetaGeometricFates, Fates, ParetoFates
from coterie.methods.value.newton import Fitted
from coterie.methods.value.unique_rows import UniqueRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Params = Mapping[str, float]


class PurchaseModel(Protocol):
    """What every purchase model can do.

    name     as a person asks for it: "bg_nbd".
    title    as it is told: "BG/NBD".
    names    of its four parameters: two of buying, two of leaving.
    """

    @property
    def name(self) -> str:
        """As a person asks for it."""

    @property
    def title(self) -> str:
        """As it is told."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its parameters in order."""

    def fit(self, rows: UniqueRows, prior: bool = False) -> Fitted:
        """Parameters with the highest likelihood, with a wide prior on those of leaving where asked."""

    def odds_of_gone(self, params: Params, x: "Floats", t_x: "Floats", T: "Floats") -> "Floats":
        """Log odds that a customer has left by T."""

    def purchases_if_alive(self, params: Params, x: "Floats", T: "Floats", times: "Floats") -> "Floats":
        """Expected purchases within each of ``times``, shape (rows, times)."""

    def pairs_of_purchases(self, params: Params, x: "Floats", T: "Floats", time: float) -> "Floats":
        """E[Y (Y - 1)] of the purchases within ``time``."""

    def fates(self, draws: Mapping[str, "Floats"], seed: int, purpose: str) -> Fates:
        """What may become of customers, under each of the drawn parameters."""


@dataclass(frozen=True)
class BetaGeometric:
    """A customer leaves after a purchase: BG/NBD, and with a coin for the first purchase MBG/NBD."""

    name: str
    title: str
    coins: int
    names: tuple[str, ...] = bg_nbd.NAMES

    def fit(self, rows: UniqueRows, prior: bool = False) -> Fitted:
        """See :func:`coterie.methods.value.bg_nbd.fit` and :func:`coterie.methods.value.mbg_nbd.fit`."""
        return mbg_nbd.fit(rows, prior) if self.coins else bg_nbd.fit(rows, prior)

    def odds_of_gone(self, params: Params, x: "Floats", t_x: "Floats", T: "Floats") -> "Floats":
        """See :func:`coterie.methods.value.beta_geometric.odds_of_gone`."""
        return odds_of_gone(params, x, t_x, T, coins=self.coins)

    def purchases_if_alive(self, params: Params, x: "Floats", T: "Floats", times: "Floats") -> "Floats":
        """See :func:`coterie.methods.value.beta_geometric.purchases_if_alive`."""
        return purchases_if_alive(params, x, T, times, coins=self.coins)

    def pairs_of_purchases(self, params: Params, x: "Floats", T: "Floats", time: float) -> "Floats":
        """See :func:`coterie.methods.value.beta_geometric.pairs_of_purchases`."""
        return pairs_of_purchases(params, x, T, time, coins=self.coins)

    def fates(self, draws: Mapping[str, "Floats"], seed: int, purpose: str) -> Fates:
        """She leaves after so many purchases."""
        return BetaGeometricFates(draws, self.coins, seed, purpose)


@dataclass(frozen=True)
class Pareto:
    """A customer leaves at any moment: Pareto/NBD."""

    name: str = "pareto_nbd"
    title: str = "Pareto/NBD"
    names: tuple[str, ...] = pareto_nbd.NAMES

    def fit(self, rows: UniqueRows, prior: bool = False) -> Fitted:
        """See :func:`coterie.methods.value.pareto_nbd.fit`."""
        return pareto_nbd.fit(rows, prior)

    def odds_of_gone(self, params: Params, x: "Floats", t_x: "Floats", T: "Floats") -> "Floats":
        """See :func:`coterie.methods.value.pareto_nbd.odds_of_gone`."""
        return pareto_nbd.odds_of_gone(params, x, t_x, T)

    def purchases_if_alive(self, params: Params, x: "Floats", T: "Floats", times: "Floats") -> "Floats":
        """See :func:`coterie.methods.value.pareto_nbd.purchases_if_alive`."""
        return pareto_nbd.purchases_if_alive(params, x, T, times)

    def pairs_of_purchases(self, params: Params, x: "Floats", T: "Floats", time: float) -> "Floats":
        """See :func:`coterie.methods.value.pareto_nbd.pairs_of_purchases`."""
        return pareto_nbd.pairs_of_purchases(params, x, T, time)

    def fates(self, draws: Mapping[str, "Floats"], seed: int, purpose: str) -> Fates:
        """She leaves after so much time."""
        return ParetoFates.make(draws, seed, purpose)


BG_NBD = BetaGeometric("bg_nbd", "BG/NBD", 0)
MBG_NBD = BetaGeometric("mbg_nbd", "MBG/NBD", 1)
PARETO_NBD = Pareto()
MODELS: Mapping[str, PurchaseModel] = {model.name: model for model in (BG_NBD, MBG_NBD, PARETO_NBD)}
