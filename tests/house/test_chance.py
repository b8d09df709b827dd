"""Does anything depend on the clock, on hidden chance or on Python's own hash?

The studio is a door: its jobs, sessions and logs have moments, its keys are drawn, its rows have random ids. So there
the clock, ``secrets`` and ``uuid`` are allowed. What enters a result comes from the verbs below, which may use none of
them; the common generators of NumPy and ``random`` stay shut in both.
"""

import ast
from pathlib import Path

from tree import SOURCE, dotted, name_of, parsed, python_files

# Who may look at the clock, and why: durations for run.json and budgets, never a date that enters a result.
TIMERS = {"engine/connect.py", "workflows/clock.py"}
CLOCK = {
    "date.today", "datetime.date.today", "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime",
}  # fmt: skip
TIMER = {"time.perf_counter", "time.monotonic", "perf_counter", "monotonic", "time.process_time"}
CHANCE = {"random", "secrets", "uuid"}
NUMPY_GLOBAL = {
    "seed", "rand", "randn", "randint", "random", "choice", "shuffle", "permutation", "normal", "uniform",
    "get_state", "set_state", "RandomState",
}  # fmt: skip

# FLAML seeds NumPy's common generator; its adapter gives the caller's state back and draws nothing from it.
GIVEN_BACK = {("src/coterie/methods/predict/automl.py", f"np.random.{name}_state") for name in ("get", "set")}

FILES = python_files(SOURCE)
LIBRARY = [path for path in FILES if not path.is_relative_to(SOURCE / "studio")]
DRAWN_BY_THE_STUDIO = {"secrets", "uuid"}
# The key under which a workspace hashes who was erased: it must not be guessed, and no result is made from it.
KEYS = {("src/coterie/ledger/erasures.py", "secrets")}


def _calls(path: Path) -> list[tuple[str, ast.Call]]:
    return [(dotted(n.func), n) for n in ast.walk(parsed(path)) if isinstance(n, ast.Call)]


def _imports(path: Path) -> set[str]:
    plain = {alias.name for n in ast.walk(parsed(path)) if isinstance(n, ast.Import) for alias in n.names}
    parts = [(n.module or "", a.name) for n in ast.walk(parsed(path)) if isinstance(n, ast.ImportFrom) for a in n.names]
    return plain | {module for module, name in parts if (module, name) != ("random", "Random")}


def _hidden_chance(name: str, call: ast.Call) -> bool:
    if name.startswith(("np.random.", "numpy.random.")) and name.rsplit(".", 1)[1] in NUMPY_GLOBAL:
        return True
    return name.rsplit(".", 1)[-1] in ("default_rng", "Random") and not call.args and not call.keywords


def test_nothing_reads_the_date_of_today() -> None:
    assert [(name_of(path), name) for path in LIBRARY for name, _ in _calls(path) if name in CLOCK] == []


def test_only_the_timers_look_at_the_clock() -> None:
    others = [path for path in LIBRARY if str(path.relative_to(SOURCE)) not in TIMERS]
    assert [(name_of(path), name) for path in others for name, _ in _calls(path) if name in TIMER] == []


def test_chance_comes_from_a_seed() -> None:
    drawn = {(name_of(path), name) for path in LIBRARY for name in _imports(path) & CHANCE}
    common = {(name_of(path), name) for path in FILES for name in _imports(path) & (CHANCE - DRAWN_BY_THE_STUDIO)}
    assert (drawn | common) - KEYS == set()
    found = {(name_of(path), name) for path in FILES for name, call in _calls(path) if _hidden_chance(name, call)}
    assert found - GIVEN_BACK == set()


def test_nothing_depends_on_the_hash_of_a_text() -> None:
    """Python's own ``hash`` of a text differs from run to run."""
    assert [(name_of(path), call.lineno) for path in FILES for name, call in _calls(path) if name == "hash"] == []
