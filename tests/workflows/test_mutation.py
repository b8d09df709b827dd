"""A sentence rests on its evidence: when one trait loses what it showed, its sentences vanish, and no others."""

import numpy as np
import pyarrow as pa

import coterie
from shop import FOUR, generate


def sentences(study: coterie.Study, trait: str) -> tuple[set[str], set[str]]:
    """Texts of all persona sentences that rest on a statistic of the trait, and of all other claims.

    A sentence of kind absent claims nothing: it says what is missing in the place where a claim would have stood.
    """
    evidence = study.results.evidence
    resting, others = set(), set()
    for persona in study.personas:
        for sentence in persona.sentences:
            if sentence.kind == "absent":
                continue
            metrics = [evidence[key].metric.split("=")[0] for key in sentence.stats]
            of_trait = any(metric.split(":", 1)[-1] == trait for metric in metrics)
            (resting if of_trait else others).add(f"{persona.segment}: {sentence.text}")
    return resting, others


def test_only_the_sentences_on_the_changed_trait_vanish() -> None:
    shop = generate(1500, seed=9, groups=FOUR, days=400)
    people = shop.people_table()
    before = coterie.analyze(orders=shop.table(), customers=people)
    resting, others = sentences(before, "age")
    assert resting, "the planted ages must be told before they can vanish"
    shuffled = np.random.default_rng(0).permutation(people["age"].to_numpy())
    mutated = people.set_column(people.column_names.index("age"), "age", pa.array(shuffled))
    after = coterie.analyze(orders=shop.table(), customers=mutated)
    resting_after, others_after = sentences(after, "age")
    for study in (before, after):
        study.close()
    assert resting_after == set()
    assert others_after == others
