"""Where does everybody stand? The two directions in which customers differ most, and a sample of them placed there."""

from dataclasses import replace

import numpy as np

from coterie.engine import hash_rank
from coterie.methods.segments.spread_out import spread_out
from coterie.terms import CustomerMap, CustomerTable, Segmentation

FITTED = 50_000  # customers from whom the directions are learnt
DRAWN = 2_000
DIGITS = 3


def with_map(found: Segmentation, table: CustomerTable, *, seed: int = 0) -> Segmentation:
    """The segmentation with its map; unchanged where fewer than two forming traits differ between customers.

    table    the one that was segmented.
    """
    return replace(found, map=customer_map(found, table, seed=seed))


def customer_map(found: Segmentation, table: CustomerTable, *, seed: int = 0) -> CustomerMap | None:
    """Principal components of the prepared forming traits (Pearson 1901), and a sample by hash placed on two of them.

    The directions are the eigenvectors of the covariance with the two largest eigenvalues, learnt from at most 50,000
    customers; the sign is such that the heaviest trait counts upwards. At most 2,000 customers are placed, without ids.
    """
    rank = np.argsort(hash_rank(table.ids, seed, "map"), kind="stable")
    fitted, drawn = np.sort(rank[:FITTED]), np.sort(rank[:DRAWN])
    if len(fitted) < 3:
        return None
    names, x = spread_out(found, table.rows(fitted))
    centre = x.mean(axis=0)
    values, vectors = np.linalg.eigh((x - centre).T @ (x - centre) / len(x))
    if len(values) < 2 or values[-2] <= 1e-9 * values[-1] or values[-1] <= 0:
        return None
    weights = np.round(vectors[:, [-1, -2]], 9)
    heaviest = np.argmax(np.abs(weights), axis=0)
    weights = weights * np.where(weights[heaviest, [0, 1]] < 0, -1.0, 1.0)
    places = np.round((x - centre) @ weights, DIGITS) + 0.0  # no -0
    labels = found.now.labels[fitted]
    centres = [places[labels == g].mean(axis=0) if (labels == g).any() else None for g in range(len(found.segments))]
    shown = np.searchsorted(fitted, drawn)
    shares = values[[-1, -2]] / values.sum()
    return CustomerMap(
        names,
        tuple((float(a), float(b)) for a, b in np.round(weights, DIGITS) + 0.0),
        (float(shares[0]), float(shares[1])),
        places[shown],
        labels[shown],
        tuple(None if c is None else (float(round(c[0], DIGITS)), float(round(c[1], DIGITS))) for c in centres),
        len(fitted),
    )
