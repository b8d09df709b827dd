"""Are the locked requirements complete, agreed with one another, and free of addresses?"""

import re
import subprocess
from pathlib import Path

import pytest

from tree import REPOSITORY, name_of

LOCKS = sorted((REPOSITORY / "requirements").glob("*.txt"))
PEERS = sorted((REPOSITORY / "benchmarks").glob("peers*.txt"))


def _versions(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("path", [*LOCKS, *PEERS], ids=name_of)
def test_every_package_has_one_version_and_hashes(path: Path) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(_versions(path))
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("path", [*LOCKS, *PEERS], ids=name_of)
def test_a_lock_has_nothing_but_packages_and_hashes(path: Path) -> None:
    fit = re.compile(r"^([a-z0-9-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?)$")
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if not fit.match(line)] == []


def test_the_locks_agree_with_one_another() -> None:
    known: dict[str, str] = {}
    for path in LOCKS:
        for package, version in _versions(path).items():
            assert known.setdefault(package, version) == version, f"{package} in {path.name}"


def test_every_dependency_is_locked() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.search(r"^dependencies = \[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    assert wanted
    names = {re.split(r"[>=<\[]", each)[0] for each in re.findall(r'"([^"]+)"', wanted.group(1))}
    assert names <= set(_versions(REPOSITORY / "requirements" / "core.txt"))


def test_no_file_names_a_package_registry() -> None:
    pattern = r"https?://[^ \"]*/(simple|packages)/"
    done = subprocess.run(
        ["git", "grep", "-nIE", pattern, "--", ".", ":!tests/house/test_locks.py"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 128), done.stdout
