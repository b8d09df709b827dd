from coterie.engine import open_engine
from coterie.methods.value.sql_parts import EXACT, whole_sum, worth_step


def test_a_sum_is_of_whole_numbers_and_so_has_no_order():
    with open_engine() as engine:
        total = engine.one(f"select {whole_sum('v')} from (values (0.1e0), (0.2e0), (0.3e0)) as t (v)")[0]
    assert total == 0.6 * EXACT


def test_a_margin_is_a_factor_of_the_value_alone():
    params = {"p": 6.25, "q": 3.74, "v": 15.44}
    plain, profit = (worth_step(params, margin, "0.0e0").sql for margin in (None, 0.25))
    assert profit.replace("0.25e0 * ", "") == plain
    assert profit.count("0.25e0 * ") == 1
