"""Are the facts of a column the same for every order of the rows?"""

import random
from pathlib import Path

import pyarrow as pa
import pytest

from bench import put
from coterie.engine import Engine, Step, open_engine
from coterie.intake.facts import SAMPLE_ROWS, look, veiled
from coterie.intake.reading import RawColumn, RawTable, read


def test_the_sample_of_a_large_file_does_not_hang_on_the_order_of_its_rows(engine: Engine, tmp_path: Path) -> None:
    rows = [f"c{i % 977},{i},{i % 7}.50" for i in range(3 * SAMPLE_ROWS)]
    facts = []
    for name in ("a", "b"):
        path = put(tmp_path, f"{name}.csv", "\n".join(["who,line,price", *rows]) + "\n")
        facts.append(look(engine, read(engine, path, f"raw_{name}")))
        random.Random(0).shuffle(rows)
    assert facts[0] == facts[1]
    who, line, price = facts[0]
    assert 0.9 * SAMPLE_ROWS < who.count < 1.1 * SAMPLE_ROWS
    assert (line.unique, who.unique, price.whole) == (True, False, False)


@pytest.mark.parametrize("many", [5, 40_000])
def test_the_sample_of_typed_rows_holds_about_as_many_also_where_names_and_whole_numbers_are_few(
    engine: Engine, many: int
) -> None:
    rows = 3 * SAMPLE_ROWS
    table = pa.table({"who": [f"c{i % many}" for i in range(rows)], "n": [i % 2 for i in range(rows)],
                      "x": [i / 7 for i in range(rows)]})  # fmt: skip
    who, _, x = look(engine, read(engine, table, "raw_typed"))
    assert 0.9 * SAMPLE_ROWS < x.count < 1.1 * SAMPLE_ROWS and x.distinct == x.count
    assert who.distinct <= many


def test_facts_tell_numbers_dates_mails_and_blanks_apart(engine: Engine, tmp_path: Path) -> None:
    text = "n,d,m,b\n" + "".join(
        f"{i}.5,2024-01-{i:02d},a{i}@example.com,{'' if i % 2 else 'x'}\n" for i in range(1, 21)
    )
    number, day, mail, blank = look(engine, read(engine, put(tmp_path, "a.csv", text), "raw_a"))
    assert (number.numeric, day.dates, mail.mails, blank.filled) == (1.0, 1.0, 1.0, 0.5)


def test_examples_show_no_name_of_a_person(engine: Engine, tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "mail,x\nann@example.com,1\nbob@example.com,2\n")
    mail, _ = look(engine, read(engine, path, "raw_a"))
    assert set(mail.examples) == {"a...@example.com", "b...@example.com"}
    assert veiled("to ann@example.com") == "to ann@example.com"


def test_a_very_wide_file_is_looked_at_in_parts() -> None:
    """Counting the different cells of 240 columns at once takes more memory than this engine has."""
    columns = [RawColumn(f"t{i}", "text", i + 1) for i in range(240)]
    engine = open_engine(memory_mb=700, threads=1)
    try:
        cells = ", ".join(f"cast(range * {i + 1} as varchar) as c{i + 1}" for i in range(240))
        engine.run(Step("wide", f"select 0 as file, range as line, {cells} from range(40)", "Forty rows."))
        facts = look(engine, RawTable("wide", tuple(columns), (), True, 40, 0))
    finally:
        engine.close()
    assert [f.distinct for f in facts] == [40] * 240
