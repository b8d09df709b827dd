"""What the terminal says to input that cannot be used: exit code, sentence, quality report, no traceback."""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coterie.terms import Failed, Problem
from patience import LONG
from terminal import run

HEADER = "customer_id,order_id,ordered_at,amount\n"


def rows(*lines: str) -> bytes:
    return (HEADER + "\n".join(lines) + "\n").encode()


def many(customer: str = "c{n}", day: str = "2024-01-{d:02d}", amount: str = "10.00", tail: str = "") -> bytes:
    return rows(
        *(",".join((customer.format(n=n), f"o{n}", day.format(d=n % 28 + 1), amount)) + tail for n in range(60))
    )


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "an empty file": ("orders.csv", b"", "orders.csv"),
    "a header only": ("orders.csv", HEADER.encode(), "orders.csv"),
    "no date column": ("orders.csv", b"customer_id,amount\n" + b"".join(b"c%d,5\n" % n for n in range(50)), "When"),
    "no customer column": (
        "orders.csv",
        b"ordered_at,amount\n" + b"".join(b"2024-01-%02d,5\n" % (n % 28 + 1) for n in range(50)),
        "Who bought",
    ),
    "one customer": ("orders.csv", many(customer="c1"), "c1"),
    "all orders on one day": ("orders.csv", many(day="2024-01-05"), "5\xa0Jan\xa02024"),
    "all amounts zero": ("orders.csv", many(amount="0.00"), "worth 0"),
    "binary noise": ("orders.csv", bytes((n * 7919 + n // 3) % 256 for n in range(20_000)), "orders.csv"),
    "a truncated parquet": ("orders.parquet", b"PAR1" + bytes(range(256)) * 4, "orders.parquet"),
    "a truncated gz": ("orders.csv.gz", gzip.compress(many())[:-20], "orders.csv.gz"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_data_exit_with_3_and_leave_a_quality_report(case: str, tmp_path: Path) -> None:
    name, content, named = REFUSED[case]
    (tmp_path / name).write_bytes(content)
    done = run("analyze", str(tmp_path / name), "-o", str(tmp_path / "out"))
    assert done.code == 3, done.err
    assert named in done.err
    assert "COT-" in done.err
    assert "Traceback" not in done.err
    assert json.loads((tmp_path / "out" / "quality.json").read_text())
    assert not (tmp_path / "out" / "report.html").exists()


def test_two_currencies_are_refused_by_name(tmp_path: Path) -> None:
    lines = [f"c{n},o{n},2024-01-{n % 28 + 1:02d},10.00,{'EUR' if n % 2 else 'USD'}" for n in range(60)]
    (tmp_path / "orders.csv").write_text(HEADER.strip() + ",currency\n" + "\n".join(lines) + "\n")
    done = run("analyze", str(tmp_path / "orders.csv"), "-o", str(tmp_path / "out"))
    assert done.code == 3
    assert "EUR" in done.err and "USD" in done.err


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = run("analyze", str(tmp_path / "nowhere.csv"), "-o", str(tmp_path / "out"))
    assert done.code in (2, 3)
    assert "nowhere.csv" in done.err


WRONG: dict[str, tuple[list[str], str]] = {
    "an unknown verb": (["analyse"], "analyse"),
    "no source": (["analyze", "-o", "{out}"], "COT-102"),
    "events alone": (["analyze", "--events", "{orders}", "-o", "{out}"], "only events were given"),
    "no output folder": (["analyze", "{orders}"], "out"),
    "an impossible day": (["analyze", "{orders}", "--as-of", "2024-02-30", "-o", "{out}"], "COT-103"),
    "a wordy holdout": (["analyze", "{orders}", "--holdout", "soon", "-o", "{out}"], "COT-104"),
    "an endless horizon": (["analyze", "{orders}", "--horizon", "999", "-o", "{out}"], "COT-105"),
    "an unknown time unit": (["analyze", "{orders}", "--time-unit", "hour", "-o", "{out}"], "COT-106"),
    "one segment": (["analyze", "{orders}", "--segments", "1", "-o", "{out}"], "COT-107"),
    "an unknown engine": (["analyze", "{orders}", "--engine", "oracle://x", "-o", "{out}"], "COT-101"),
    "an unknown method": (["analyze", "{orders}", "--method", "kmaens", "-o", "{out}"], "kmeans"),
    "an unknown way with equal lines": (["analyze", "{orders}", "--dedupe", "all", "-o", "{out}"], "COT-110"),
    "an unknown column": (["analyze", "{orders}", "--map", "orders.custmer_id=1", "-o", "{out}"], "customer_id"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_words_exit_with_2_and_say_what_was_expected(case: str, tmp_path: Path) -> None:
    words, named = WRONG[case]
    (tmp_path / "orders.csv").write_bytes(many())
    places = {"orders": str(tmp_path / "orders.csv"), "out": str(tmp_path / "out")}
    done = run(*(word.format(**places) for word in words))
    assert done.code == 2, done.err
    assert named in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


def test_all_wrong_words_are_said_at_once(tmp_path: Path) -> None:
    done = run("analyze", "--holdout", "soon", "--horizon", "0", "-o", str(tmp_path / "out"))
    assert all(code in done.err for code in ("COT-102", "COT-104", "COT-105"))


def test_a_disk_that_fills_up_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_small_file: Callable[[], Path]
) -> None:
    def full(self: Path, *words: object, **more: object) -> int:
        raise OSError(28, "No space left on device")

    path = a_small_file()
    monkeypatch.setattr(Path, "write_text", full)
    done = run("analyze", str(path), "-o", str(tmp_path / "out"))
    assert done.code == 1
    assert "No space left" in done.err
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_take_the_answer_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    done = run("analyze", str(tmp_path / "nowhere.csv"), "-o", str(tmp_path / "taken"))
    assert done.code == 2
    assert "COT-904" in done.err and "nowhere.csv" not in done.err
    assert (tmp_path / "taken").read_text() == "mine"


def test_the_reasons_are_said_even_where_the_quality_report_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: object, **more: object) -> None:
        raise Failed(Problem("COT-902", "writing out stopped: No space left on device"))

    (tmp_path / "orders.csv").write_bytes(b"")
    monkeypatch.setattr("coterie.ledger.publish", full)
    done = run("analyze", str(tmp_path / "orders.csv"), "-o", str(tmp_path / "out"))
    assert done.code == 3
    assert "COT-902" in done.err and "COT-201" in done.err


def test_a_setting_of_the_environment_that_is_no_number_is_wrong_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTERIE_MEMORY_MB", "abc")
    (tmp_path / "orders.csv").write_bytes(many())
    done = run("analyze", str(tmp_path / "orders.csv"), "-o", str(tmp_path / "out"))
    assert done.code == 2
    assert "COTERIE_MEMORY_MB=abc" in done.err
    assert run("doctor").code == 2


@pytest.mark.parametrize(
    ("fault", "code"), [(OSError(28, "No space left on device"), "COT-905"), (KeyError("x"), "COT-906")]
)
def test_what_nobody_foresaw_is_a_sentence_and_no_traceback(
    fault: Exception, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*words: object, **more: object) -> None:
        raise fault

    (tmp_path / "orders.csv").write_bytes(many())
    monkeypatch.setattr("coterie.features.prepare", stop)
    done = run("analyze", str(tmp_path / "orders.csv"), "-o", str(tmp_path / "out"))
    assert done.code == 1
    assert code in done.err and "Traceback" not in done.err
    assert not (tmp_path / "out").exists()
    monkeypatch.setenv("COTERIE_DEBUG", "1")
    assert "Traceback" in run("analyze", str(tmp_path / "orders.csv"), "-o", str(tmp_path / "out")).err


def test_the_wish_of_the_system_to_stop_leaves_no_scratch_folder(tmp_path: Path) -> None:
    lines = (f"c{n % 5000},o{n},2024-{n % 12 + 1:02d}-{n % 28 + 1:02d},10.{n % 100:02d}" for n in range(400_000))
    (tmp_path / "orders.csv").write_bytes(rows(*lines))
    (tmp_path / "scratch").mkdir()
    words = ["analyze", str(tmp_path / "orders.csv"), "-o", str(tmp_path / "out")]
    code = f"import sys; sys.argv = ['coterie', *{words!r}]; from coterie.cli.main import main; main()"
    asked = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path / "scratch")},
        stderr=subprocess.PIPE,
        text=True,
    )
    while asked.poll() is None and not list((tmp_path / "scratch").glob("coterie-*/*")):
        time.sleep(0.02)
    asked.terminate()
    _, said = asked.communicate(timeout=LONG)
    assert (asked.returncode, said.strip()) == (1, "Stopped.")
    assert not list((tmp_path / "scratch").iterdir()) and not (tmp_path / "out").exists()
