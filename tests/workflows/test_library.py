"""Do the verbs that follow a study work from Python as they do from the terminal?"""

from pathlib import Path

import pytest

import coterie
from shop import FOUR, generate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = coterie.analyze(orders=generate(400, groups=FOUR, days=400).table())
    out = study.save(tmp_path_factory.mktemp("library") / "out")
    study.close()
    return out


def test_a_frame_is_scored_with_the_models_of_a_study(folder: Path) -> None:
    scored = coterie.score(folder, generate(400, groups=FOUR, days=400).table())
    assert len(scored.customers) == 400
    scored.close()


def test_a_segment_is_listed_and_a_study_compared_with_itself(folder: Path) -> None:
    listed = coterie.audience(folder, "s1", control=0.2)
    assert 0 < len(listed.customers) < 400
    listed.close()
    compared = coterie.compare(folder, folder)
    assert len(compared.customers) == 400
    compared.close()
