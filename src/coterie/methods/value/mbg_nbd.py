"""How often will they buy, and did they leave, even after the first purchase? MBG/NBD (Batislam et al. 2007).

Batislam, Denizel and Filiztekin ("Empirical validation and comparison of models for customer base analysis",
International Journal of Research in Marketing 24(3), 201-209) let a customer leave after the first purchase too, which
in BG/NBD nobody can. The likelihood of x, t_x, T is that of :mod:`coterie.methods.value.bg_nbd` with b + x + 1 in place
of b + x, and with the term for having left for every customer.
"""

from coterie.methods.value import bg_nbd
from coterie.methods.value.newton import Fitted
from coterie.methods.value.unique_rows import UniqueRows

NAMES = bg_nbd.NAMES


def fit(rows: UniqueRows, prior: bool = False) -> Fitted:
    """Parameters r, alpha (in the unit of T), a and b with the highest likelihood over unique rows.

    prior      whether a and b get the wide prior of :mod:`coterie.methods.value.priors`, around 1.
    Returns    estimates with standard errors; ``converged`` is False where the search did not arrive.
    """
    return bg_nbd.fit(rows, prior, coins=1)
