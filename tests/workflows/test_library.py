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
    with coterie.score(folder, generate(400, groups=FOUR, days=400).table()) as scored:
        assert len(scored.customers) == 400
        assert repr(scored) == "\n".join(scored.lines())


def test_a_segment_is_listed_and_a_study_compared_with_itself(folder: Path) -> None:
    with coterie.audience(folder, "s1", control=0.2) as listed:
        assert 0 < len(listed.customers) < 400
        assert repr(listed) == "\n".join(listed.lines())
    with coterie.compare(folder, folder) as compared:
        assert len(compared.customers) == 400
        assert repr(compared) == "\n".join(compared.lines())


def test_a_study_is_opened_again_and_written_as_sql(folder: Path) -> None:
    opened = coterie.open_study(folder)
    assert repr(opened) == f"OpenStudy({str(folder)!r})"
    assert sum(each["size"] for each in opened.segments) == 400
    statement = coterie.sql(folder, tables={"orders": "shop.lines"}, map={"orders.customer_id": "who"})
    assert "shop" in statement
    assert "who" in statement


def test_a_notebook_shows_a_prediction_by_its_lines_and_an_inspection_as_the_terminal_does(tmp_path: Path) -> None:
    rows = [f"C{i},{i % 7},{'yes' if i % 7 + i * 7919 % 11 > 8 else 'no'}" for i in range(200)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["customer_id,visits,stays", *rows]), encoding="utf-8")
    with coterie.predict(str(path), target="stays") as forecast:
        assert forecast._repr_html_() is None
        assert "AUC" in repr(forecast)
        assert forecast.report(tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    found = coterie.inspect(str(path))
    assert repr(found) == "\n".join(found.lines())


def test_what_a_user_can_mend_is_an_error_of_the_library() -> None:
    with pytest.raises(coterie.WrongWords, match="COT-102") as error:
        coterie.analyze()
    assert isinstance(error.value, coterie.CoterieError)
