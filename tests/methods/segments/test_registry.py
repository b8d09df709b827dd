import sys

import pytest

from coterie.methods.segments.registry import OWN, method_words, methods
from coterie.terms import Failed


def _package(folder, code: str) -> None:
    (folder / "odd-1.0.dist-info").mkdir()
    (folder / "odd-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    (folder / "odd-1.0.dist-info" / "entry_points.txt").write_text("[coterie.segments]\nodd = odd_method:METHOD\n")
    (folder / "odd_method.py").write_text(code)


def test_methods_have_names_of_their_own_and_a_sentence():
    assert len({m.name for m in OWN}) == len(OWN)
    assert all(m.says.endswith(".") for m in OWN)
    assert method_words("fuzzy") == "fuzzy c-means"
    assert method_words("classic10") == "the grid classic10"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("METHOD = 3\n", "is a int"),
        ("raise ValueError('broken')\n", "cannot be loaded"),
        ("from coterie.methods.segments import Method\nMETHOD = Method('kmeans', '', '', len)\n", "which is taken"),
    ],
)
def test_what_another_package_brings_wrongly_is_refused(tmp_path, monkeypatch, code, told):
    _package(tmp_path, code)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "odd_method", raising=False)
    with pytest.raises(Failed, match=f"COT-709.*{told}"):
        methods()
    sys.modules.pop("odd_method", None)
