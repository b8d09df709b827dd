"""Whom can a list hold beside a segment? Everybody, those who meet conditions, and only those who agreed."""

from pathlib import Path

import pytest

from coterie.terms import WrongWords
from coterie.workflows import audience, open_study
from finished import finished


def ids(**asked: object) -> set[str]:
    listed = audience(finished(), control=0, **asked)
    try:
        return set(listed.customers["customer_id"])
    finally:
        listed.close()


def agreed(**where: object) -> set[str]:
    study = open_study(finished())
    rows = study.rows(where={"all": [{"trait": "newsletter_consent", "is": "=", "value": True}, *where.values()]})
    study.close()
    return set(rows["customer_id"].tolist())


def test_everybody_who_agreed_can_be_listed() -> None:
    assert ids(everybody=True) == agreed()


def test_conditions_choose_among_them() -> None:
    old = {"trait": "age", "is": ">=", "value": 50}
    assert ids(where={"all": [old]}) == agreed(old=old)


def test_nobody_is_listed_by_a_column_of_consent_that_is_not_there() -> None:
    with pytest.raises(WrongWords, match="no_such_column"):
        audience(finished(), "s1", consent="no_such_column")


def test_neither_segment_nor_conditions_is_no_list() -> None:
    with pytest.raises(WrongWords, match="neither a segment"):
        audience(finished())


def test_a_list_can_be_a_workbook(tmp_path: Path) -> None:
    listed = audience(finished(), "s1")
    assert listed.save(tmp_path / "list.xlsx").read_bytes().startswith(b"PK")
    listed.close()
