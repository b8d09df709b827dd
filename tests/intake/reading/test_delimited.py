"""Delimited text: the fast way and the strict way give the same rows, whatever the block size."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.engine import open_engine
from coterie.intake.reading import delimited, read
from coterie.intake.reading.delimited import read_delimited
from coterie.intake.reading.sink import Sink
from coterie.intake.reading.texts import open_text
from raw import bad_of, lines_of, put, rows_of


def test_line_numbers_count_blank_bad_and_continued_lines(tmp_path):
    path = put(tmp_path, "a.csv", 'id,note\n\n1,x\nragged\n2,"y\nz"\n   \n3,w\n')
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert lines_of(engine, table) == [3, 5, 8]
        assert rows_of(engine, table) == [("1", "x"), ("2", "y\nz"), ("3", "w")]
        assert bad_of(engine, table) == [(4, "COT-221", "1 field where 2 were expected", "ragged")]
        assert table.files[0].facts["blank lines"] == "2"
        assert (table.rows, table.bad) == (3, 1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.text(alphabet='ab,"\0 \xe9', max_size=12), min_size=3, max_size=30),
    st.integers(5, 60),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_fast_strict_and_block_size_make_no_difference(tmp_path_factory, lines, block, end):
    folder = tmp_path_factory.mktemp("t")
    path = put(folder, "a.csv", end.join(["id,name,note", "1,ann,x", *lines]))
    with open_engine() as engine:
        answers = [_answer(engine, path, size, fast) for size, fast in ((block, True), (10**7, True), (10**7, False))]
    assert answers[0] == answers[1] == answers[2]


def _answer(engine, path, block, fast):
    sink = Sink(engine.scratch, "t")
    folder = sink.folder / "text"
    folder.mkdir()
    text = open_text(path, folder)
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setattr(delimited, "clean_records", lambda *_, **__: None)
        part = read_delimited(text, sink, 0, True, block=block)
    sink.close()
    rows = []
    if part.paths:
        rows = engine.rows("SELECT * FROM read_parquet($p) ORDER BY line", p=str(part.paths[0]))
    bad = engine.rows("SELECT * FROM read_parquet($p) ORDER BY line", p=str(sink.bad_path))
    return rows, bad, part.facts.get("blank lines")


def test_only_the_unclean_part_of_a_file_takes_the_slow_way(tmp_path, monkeypatch):
    slow = []
    way = delimited.split
    monkeypatch.setattr(delimited, "_SMALL", 1000)
    monkeypatch.setattr(delimited, "split", lambda lines, *a, **k: slow.append(len(lines)) or way(lines, *a, **k))
    lines = [f"{i},{i * 7}" for i in range(5000)]
    lines[2500] = '2500,"a" b'
    path = put(tmp_path, "a.csv", "id,n\n" + "\n".join(lines) + "\n")
    with open_engine() as engine:
        table = read(engine, path, "t")
        assert (table.rows, table.bad) == (4999, 1)
        assert sum(slow) < 400
        assert lines_of(engine, table) == [*range(2, 2502), *range(2503, 5002)]


def test_records_over_several_lines_take_the_fast_way_across_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "split", lambda *_, **__: pytest.fail("the slow way"))
    text = "id,note\n" + "".join(f'{i},"first\n""second"", {i}\n"\n\n' for i in range(200))
    path = put(tmp_path, "a.csv", text)
    with open_engine() as engine:
        rows, bad, blank = _answer(engine, path, 97, True)
    assert [(line, c1, c2) for _, line, c1, c2 in rows] == [
        (2 + 4 * i, str(i), f'first\n"second", {i}\n') for i in range(200)
    ]
    assert (bad, blank) == ([], "200")


def test_shuffled_lines_give_the_same_set_of_rows(tmp_path):
    lines = [f'{i},"n{i}"' for i in range(300)]
    random.Random(1).shuffle(lines)
    with open_engine() as engine:
        table = read(engine, put(tmp_path, "a.csv", "id,name\n" + "\n".join(lines)), "t")
        assert sorted(rows_of(engine, table)) == sorted((str(i), f"n{i}") for i in range(300))


def test_reading_ends_with_the_block_in_which_enough_rows_were_found(tmp_path):
    path = put(tmp_path, "a.csv", "id,note\n" + "".join(f'{i},"a\nb"\n' for i in range(500)))
    with open_engine() as engine:
        for most, told in ((100, True), (500, False)):
            sink = Sink(engine.scratch, f"t{most}")
            folder = sink.folder / "text"
            folder.mkdir()
            part = read_delimited(open_text(path, folder), sink, 0, True, block=1000, most=most)
            sink.close()
            assert ("looked at" in part.facts) is told
            assert part.bad == 0
            if told:
                assert 100 <= part.rows < 300
                assert part.facts["looked at"] == f"the first {part.rows:,} rows"
            else:
                assert part.rows == 500
