"""Is who was erased known by a hash alone?"""

from pathlib import Path

from coterie.ledger import Erasures


def test_the_list_holds_no_id_and_is_kept_for_its_part(tmp_path: Path) -> None:
    kept = Erasures(tmp_path)
    kept.add("shop", "C0000003", {})
    again = Erasures(tmp_path)
    assert again.person("C0000003") in again.known("shop")
    assert again.known("other") == frozenset()
    assert not [p for p in tmp_path.iterdir() if b"C0000003" in p.read_bytes()]
