"""How tight are groups that were found on a sample, and what do they cost beside a fit on all customers?"""

from measure import Contender, Reading, race, tell

ONE, TEN = 1_000_000, 10_000_000


def tightness(reading: Reading, best: float) -> str:
    """Inertia over the best known, as words."""
    return f"{100 * (float(str(reading.answer['inertia'])) / best - 1):.3f} %"


def beside(customers: int, starts: int, turns: int) -> None:
    """One race. The best known comes from many starts, or from the centres that were planted."""
    n, single, many = str(customers), "scikit-learn, all rows, 1 start", f"scikit-learn, all rows, {starts} starts"
    field = [
        Contender("coterie", "kmeans_coterie.py", (n,)),
        Contender(single, "kmeans_sklearn.py", (n, "1")),
        Contender("planted", "kmeans_sklearn.py", (n, "0")),
    ]
    if starts > 1:
        field.append(Contender(many, "kmeans_sklearn.py", (n, str(starts))))
    found = race(field, turns=turns)
    best = min(float(str(reading.answer["inertia"])) for reading in found.values())
    del found["planted"]
    note = ", ".join(f"{name} {tightness(reading, best)}" for name, reading in found.items())
    tell(f"k-means, k=8, {customers:,} customers x 10", found, note=f"above the best known inertia: {note}")


if __name__ == "__main__":
    beside(ONE, 10, 1)
    beside(TEN, 1, 1)
