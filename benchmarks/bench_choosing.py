"""What does choosing the number of groups cost beside one k-means fit from ten starts?

All criteria: lift on three earlier days, stability over re-draws, silhouette, gap, and the days kept apart at the end.
"""

from measure import Contender, once, say

CUSTOMERS = 1_000_000

if __name__ == "__main__":
    n = str(CUSTOMERS)
    ours = once(Contender("coterie", "choose_coterie.py", (n,)))
    fit = once(Contender("scikit-learn", "kmeans_sklearn.py", (n, "10")))
    note = (
        f"one fit over the whole choice, of {ours.answer['tried']} groups; it took {ours.cpu / fit.cpu:.1f} such fits"
    )
    peer = "one fit of scikit-learn, k=8, 10 starts"
    say(
        f"k-means with k chosen by all criteria, {CUSTOMERS:,} customers x 10",
        peer,
        ours,
        fit,
        fit.cpu / ours.cpu,
        note,
    )
