"""Fuzzy c-means on all customers, memberships included: how much processor time beside scikit-fuzzy, how good?"""

from measure import PEERS_NEW, Contender, race, tell

CUSTOMERS = 100_000

if __name__ == "__main__":
    if not PEERS_NEW.is_file():
        print("scikit-fuzzy is not there: its environment wants Python 3.12")
        raise SystemExit(0)
    for fuzziness in ("1.5", "2"):
        best = race(
            [
                Contender("coterie", "fuzzy_coterie.py", (str(CUSTOMERS), fuzziness)),
                Contender("scikit-fuzzy", "fuzzy_skfuzzy.py", (str(CUSTOMERS), fuzziness), PEERS_NEW),
            ]
        )
        ours, theirs = (float(str(best[name].answer["objective"])) for name in ("coterie", "scikit-fuzzy"))
        question = f"fuzzy c-means, k=8, {CUSTOMERS:,} customers x 10, fuzziness {fuzziness}"
        tell(question, best, note=f"our objective over theirs: {ours / theirs:.5f}")
