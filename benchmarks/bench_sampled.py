"""Do methods whose cost grows squared answer for a million customers? Beside scikit-learn on the most it can hold."""

from measure import Contender, once, say

CUSTOMERS, HELD = 1_000_000, 20_000

if __name__ == "__main__":
    for method, title in (("hierarchical", "hierarchical grouping (Ward)"), ("dbscan", "dense places (DBSCAN)")):
        ours = once(Contender("coterie", "group_coterie.py", (str(CUSTOMERS), method)))
        theirs = once(Contender("scikit-learn", "group_sklearn.py", (str(HELD), method)))
        groups = f"{ours.answer['groups']} groups, theirs {theirs.answer['groups']}"
        note = f"{groups}; every customer gets a group; the peer has {HELD:,}, since its cost grows squared"
        peer = f"scikit-learn, {HELD:,} of them"
        say(f"{title}, {CUSTOMERS:,} customers x 10", peer, ours, theirs, theirs.cpu / ours.cpu, note)
