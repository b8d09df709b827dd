import numpy as np
import pytest

from coterie.methods.segments import choose, with_map, with_neighbours, with_reach
from coterie.methods.segments.spread_out import spread_out
from coterie.terms import CustomerTable, Trait

LEVELS = {"channel": ("app", "shop", "web"), "plan": ("free", "gold"), "device": ("desk", "phone")}


def people(n: int = 400) -> CustomerTable:
    """Two groups that only words tell apart: free in the shop or the app, gold on the web."""
    rng = np.random.default_rng(5)
    gold = rng.random(n) < 0.5
    columns = {
        "channel": np.where(gold, "web", rng.choice(["shop", "app"], n)).astype(object),
        "plan": np.where(gold, "gold", "free").astype(object),
        "device": rng.choice(["desk", "phone"], n).astype(object),
    }
    columns["channel"][:3] = None
    traits = tuple(
        Trait(name, name.title(), "behavioural", "categorical", levels=levels) for name, levels in LEVELS.items()
    )
    return CustomerTable(np.array([f"c{i:03d}" for i in range(n)], dtype=object), columns, traits, None)


def test_a_category_is_a_column_a_level_and_a_missing_one_is_in_none_of_them() -> None:
    table = people()
    found = choose(table, (), None, method="prototypes", k=2)
    names, x = spread_out(found, table)
    assert "Channel: web" in names and len(names) == x.shape[1] == 7
    assert x[:3, :3].sum() == 0 and (x[3:, :3].sum(axis=1) == 1).all()


@pytest.mark.parametrize("method", ["prototypes", "latent-class"])
def test_groups_of_words_alone_have_maps_rules_and_names(method: str) -> None:
    table = people()
    found = with_reach(with_neighbours(with_map(choose(table, (), None, method=method, k=2), table), table), table)
    assert found.map is not None and found.neighbours is not None
    assert found.rule_fidelity is not None and found.rule_fidelity > 0.95
    assert all(s.rule and s.rule.precision > 0.9 for s in found.segments)
    assert {s.name for s in found.segments} == {"Channel web, plan gold", "Plan free, channel shop"}
