"""x, t_x, T of each customer to BG/NBD parameters: coterie, collapse included."""

import sys

import numpy as np
from clocked import clocked

from coterie.methods.value.bg_nbd import fit
from coterie.methods.value.unique_rows import unique_rows

x, t_x, T = np.load(sys.argv[1]).T.copy()


def job() -> dict[str, object]:
    rows = unique_rows(x, t_x, T)
    return {"rows": len(rows), **fit(rows).params}


clocked(job)
