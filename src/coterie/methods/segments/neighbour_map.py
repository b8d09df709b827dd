"""Who is near whom? A sample of customers drawn so that nearest neighbours stay neighbours."""

from dataclasses import replace

import numpy as np
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from coterie.engine import hash_rank, seed_of
from coterie.methods.segments.spread_out import spread_out
from coterie.terms import CustomerTable, NeighbourMap, Segmentation

DRAWN = 400  # every pair of them is looked at, so the work grows with the square
LEAST = 30
PERPLEXITY = 30.0
DIGITS = 2


def with_neighbours(found: Segmentation, table: CustomerTable, *, seed: int = 0) -> Segmentation:
    """The segmentation with its map of neighbours; unchanged where too few customers or traits differ.

    table    the one that was segmented.
    """
    return replace(found, neighbours=neighbour_map(found, table, seed=seed))


def neighbour_map(found: Segmentation, table: CustomerTable, *, seed: int = 0) -> NeighbourMap | None:
    """t-SNE (van der Maaten and Hinton 2008) of the prepared forming traits of at most 400 customers, drawn by hash.

    Gradients are exact and the start is the two principal components, so the same customers give the same map whatever
    the order of their rows. Distances far apart, directions and the size of a cloud mean nothing on such a map.
    Returns    None below 30 customers, and where fewer than three traits differ: the other map shows all of two.
    """
    rank = np.argsort(hash_rank(table.ids, seed, "neighbours"), kind="stable")
    drawn = np.sort(rank[:DRAWN])
    if len(drawn) < LEAST:
        return None
    _, x = spread_out(found, table.rows(drawn))
    if int((x.std(axis=0) > 0).sum()) < 3:
        return None
    settings = TSNE(
        method="exact", init="pca", perplexity=min(PERPLEXITY, (len(drawn) - 1) / 3),
        random_state=seed_of(seed, "neighbours") % 2**31,
    )  # fmt: skip
    with threadpool_limits(limits=1):
        places = settings.fit_transform(x).astype(np.float64)
    return NeighbourMap(np.round(places, DIGITS) + 0.0, found.now.labels[drawn])
