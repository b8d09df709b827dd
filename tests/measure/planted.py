"""Customers with known truth: segments by orders, held traits of pure noise, and one that truly differs."""

import numpy as np

from coterie.terms import Assignment, CustomerTable, Segment, Segmentation, Trait


def customers(n=600, *, seed=0, planted=0.0, noise=6):
    """A table of ``n`` customers and three segments cut from the number of orders.

    ``planted`` moves the trait "basket" (and the share "app") of the first segment by so many standard deviations.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    orders = random.poisson(4, n).astype(float) + 1
    labels = np.digitize(-orders, [-6.5, -3.5]).astype(np.int64)
    columns = {
        "orders": orders,
        "mean_order": orders * 3 + random.normal(0, 1, n),
        "basket": random.normal(5, 2, n) + 2 * planted * (labels == 0),
        "app": (random.random(n) < 0.3 + 0.4 * np.tanh(planted) * (labels == 0)).astype(float),
        "region": np.array(["north", "south", "west", None], dtype=object)[random.integers(0, 4, n)],
        "band": np.where(random.random(n) < 0.2, np.nan, random.integers(0, 3, n)).astype(float),
        "revenue": orders * random.lognormal(3, 0.4, n),
        "tenure_days": random.uniform(30, 700, n),
    }
    traits = [
        Trait("orders", "Orders", "behavioural", "numeric", "orders", forming=True),
        Trait("mean_order", "Orders times three", "behavioural", "numeric", derived=("orders",)),
        Trait("basket", "Articles a basket", "behavioural", "numeric", "articles"),
        Trait("app", "Orders through the app", "behavioural", "flag"),
        Trait("region", "Region", "demographic", "categorical", levels=("north", "south", "west"), sensitive=True),
        Trait("band", "Income", "demographic", "ordered", levels=("low", "mid", "high"), sensitive=True),
        Trait("revenue", "Revenue", "value", "numeric", "currency"),
        Trait("tenure_days", "Days since the first order", "behavioural", "numeric", "days"),
    ]
    for i in range(noise):
        columns[f"noise_{i}"] = random.lognormal(0, 1, n)
        traits.append(Trait(f"noise_{i}", f"Noise {i}", "behavioural", "numeric"))
    ids = np.array([f"c{i:05d}" for i in range(n)], dtype=object)
    table = CustomerTable(ids, columns, tuple(traits))
    names = ("Devoted regulars", "Steady buyers", "One-time and quiet")
    segments = tuple(
        Segment(f"s{i + 1}", name, int((labels == i).sum()), stability=0.9) for i, name in enumerate(names)
    )
    split = Assignment(labels)
    return table, Segmentation("kmeans", 3, ("orders",), segments, split, "chosen for the test", past=split)
