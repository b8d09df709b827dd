import inspect

import pytest

from coterie.report import figures
from coterie.report.figures.labels import placed
from coterie.report.figures.theme import CONFIG, DARK, SEGMENTS, safe
from report import fake

NAMES = ("alive", "clv", "holdout_spend", "profile", "recency_frequency", "scoreboard", "size_value")


@pytest.fixture(scope="module")
def results():
    return fake.fake_results()


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_and_its_table_come_from_the_same_results(name: str, results) -> None:
    figure, table = getattr(figures, name)(results), getattr(figures, f"{name}_table")(results)
    assert figure.data and table.rows
    assert all(len(row) == len(table.head) for row in table.rows)
    assert getattr(figures, name)(results).to_json() == figure.to_json()


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_says_why_it_cannot_be_drawn(name: str) -> None:
    assert not getattr(figures, f"{name}_table")(fake.bare())
    with pytest.raises(ValueError, match=r"this study"):
        getattr(figures, name)(fake.bare())


def test_the_findings_of_a_segment_are_drawn_largest_first(results) -> None:
    effects = [row[1].estimate for row in figures.differences_table(results, "s1").rows]
    assert effects == sorted(effects, key=abs, reverse=True)
    assert list(figures.differences(results, "s1").data[0].x) == effects
    with pytest.raises(ValueError, match="nothing was found"):
        figures.differences(results, "s99")


@pytest.mark.parametrize(
    "wish", [None, {"showSendToCloud": True, "plotlyServerURL": "https://x", "modeBarButtonsToRemove": []}]
)
def test_no_configuration_brings_the_share_button_back(wish) -> None:
    assert safe(wish)["showSendToCloud"] is False and safe(wish)["plotlyServerURL"] == ""
    assert "sendChartToCloud" in safe(wish)["modeBarButtonsToRemove"]
    assert safe(wish)["displaylogo"] is False or wish


def test_a_figure_shown_in_a_notebook_carries_the_safe_configuration(results) -> None:
    page = figures.clv(results).to_html(config={"showSendToCloud": True}, include_plotlyjs=False)
    assert '"showSendToCloud": false' in page and '"sendChartToCloud"' in page and "cloud.plotly" not in page


def test_names_that_hold_markup_are_escaped_for_plotly() -> None:
    evil = fake.fake_results(("<a href='https://x'>x</a>", *fake.NAMES[1:]))
    for name in ("size_value", "holdout_spend", "profile"):
        assert "<a href" not in getattr(figures, name)(evil).to_json()


def test_twelve_segments_have_twelve_colours_in_light_and_dark() -> None:
    assert len(set(SEGMENTS)) == 12 == len({DARK[c] for c in SEGMENTS})
    assert CONFIG["displaylogo"] is False


def test_labels_avoid_one_another_where_there_is_room() -> None:
    sides = placed([(50, 50), (120, 50)], [8, 8], ["a long label", "b"], (200, 100))
    assert sides[0] != "middle right"


def test_every_figure_is_listed() -> None:
    public = {n for n in figures.__all__ if inspect.isfunction(getattr(figures, n)) and not n.endswith("_table")}
    assert public == {*NAMES, "differences"}
