import inspect
from dataclasses import replace

import numpy as np
import pytest

from coterie.report import figures
from coterie.report.figures.labels import placed
from coterie.report.figures.theme import CONFIG, DARK, SEGMENTS, safe
from coterie.terms import Evidence, Statistic, Trait
from coterie.terms.cohorts import AliveHistory
from report import fake

NAMES = (
    "alive", "brought", "clv", "criteria", "customer_map", "forecasts", "holdout_spend", "later",
    "later_categories", "months", "neighbour_map", "profile", "recency_frequency", "retention", "scoreboard",
    "size_value", "stages", "tracking", "trait_dots",
)  # fmt: skip


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
    assert public == {*NAMES, "alive_history", "differences", "joins", "migration"}


def test_the_scoreboard_draws_one_grid_and_lists_them_all(results) -> None:
    drawn = [str(name) for name in figures.scoreboard(results).data[0].y]
    listed = [str(row[0]) for row in figures.scoreboard_table(results).rows]
    assert sum("RFM grid" in name for name in drawn) == 1 < sum("RFM grid" in name for name in listed)
    assert drawn[0] == "k-means, 6 groups"


def test_the_profile_sets_what_made_the_groups_in_bold_and_first(results) -> None:
    ticks = [str(text) for text in figures.profile(results).layout.yaxis.ticktext]
    assert [text.startswith("<b>") for text in ticks] == [True] * 3 + [False] * 5


def test_words_that_made_the_groups_are_drawn_by_the_levels_that_differ_most(results) -> None:
    evidence = Evidence()
    evidence.extend(results.evidence)
    for level, size in (("web", 2.0), ("shop", -1.5), ("app", 0.9), ("fax", 0.1)):
        evidence.add(Statistic(f"effect:channel={level}", "segment:s1", size, n=9, baseline="rest", role="forming"))
    for level, size in (("gold", 1.2), ("free", -1.2)):
        evidence.add(Statistic(f"effect:plan={level}", "segment:s1", size, n=9, baseline="rest", role="forming"))
    forming = ("orders", "channel", "plan")
    words = replace(results, evidence=evidence, segmentation=replace(results.segmentation, forming=forming))
    made = [row[0] for row in figures.profile_table(words).rows][:5]
    assert made == ["Orders", "channel: web", "channel: shop", "channel: app", "plan: free"]
    ticks = [str(text) for text in figures.profile(words).layout.yaxis.ticktext]
    assert [text.startswith("<b>") for text in ticks[:6]] == [True] * 5 + [False]


def test_one_number_of_groups_that_could_be_tried_leaves_nothing_to_compare(results) -> None:
    alone = next(s for s in results.segmentation.scoreboard if s.candidate and s.method == "kmeans")
    single = replace(results, segmentation=replace(results.segmentation, scoreboard=(alone,)))
    assert not figures.criteria_table(single)
    with pytest.raises(ValueError, match="did not search"):
        figures.criteria(single)


def test_months_stand_on_nothing_so_that_a_year_without_loss_is_no_loss_of_minus_one(results) -> None:
    layout = figures.months(results).layout.to_plotly_json()
    panels = [axis for name, axis in layout.items() if name.startswith("yaxis")]
    assert len(panels) > 2 and {axis["rangemode"] for axis in panels} == {"tozero"}


def test_a_band_is_not_told_beside_its_number(results) -> None:
    band = Trait("home_band", "Home (band)", "behavioural", "ordered", levels=("low", "high"), derived=("home_share",))
    table = replace(results.table, traits=(*results.table.traits, band))
    first = next(f for f in results.findings if f.trait == "home_share")
    told = replace(results, table=table, findings=(*results.findings, replace(first, trait="home_band", level="high")))
    assert len(figures.differences_table(told, "s1").rows) == len(figures.differences_table(results, "s1").rows)


def test_shares_below_nothing_have_no_tick(results) -> None:
    assert min(figures.size_value(results).layout.yaxis.tickvals) == 0


def test_the_map_draws_every_dot_in_the_colour_of_its_segment_and_without_an_id(results) -> None:
    figure, ids = figures.customer_map(results), set(results.table.ids.tolist())
    assert sum(len(trace.x) for trace in figure.data) == 400
    assert [trace.marker.color for trace in figure.data] == list(SEGMENTS[:6])
    assert {trace.hovertext for trace in figure.data} == set(fake.NAMES)
    assert not any(f'"{each}"' in figure.to_json() for each in ids)
    drawn = [row[1].value for row in figures.customer_map_table(results).rows]
    assert drawn == [len(trace.x) for trace in figure.data]


def test_the_map_of_neighbours_names_no_directions_and_nobody(results) -> None:
    figure = figures.neighbour_map(results)
    assert sum(len(trace.x) for trace in figure.data) == 400
    assert {trace.hovertext for trace in figure.data} == set(fake.NAMES)
    assert not figure.layout.xaxis.title.text and not figure.layout.yaxis.title.text
    drawn = [row[1].value for row in figures.neighbour_map_table(results).rows]
    assert drawn == [len(trace.x) for trace in figure.data]


def test_the_directions_of_the_map_are_named_by_the_traits_that_weigh_most(results) -> None:
    figure = figures.customer_map(results)
    assert figure.layout.xaxis.title.text == "To the right: Orders ↑, Spend ↑"
    assert figure.layout.yaxis.title.text == "Upwards: Days since the last order ↑, Spend ↑"


def test_the_forecast_that_is_used_comes_first_and_the_naive_ways_last(results) -> None:
    names = [str(row[0]) for row in figures.forecasts_table(results).rows]
    assert names == [
        "BG/NBD and gamma-gamma (used)", "gradient boosting", "the last period repeated", "What came",
    ]  # fmt: skip
    errors = [s.estimate for s in results.evidence if s.metric == "spend_error"]
    assert list(figures.forecasts(results).data[1].x) == errors


def test_how_many_customers_fell_into_their_interval_stands_beside_each_model_that_has_one() -> None:
    own = fake.fake_results()
    used = next(score for score in own.value.leaderboard if score.chosen)
    inside = Statistic("coverage", f"forecast:{used.name}", 0.84, n=500, unit="share", policy="holdout")
    own.evidence.add(inside)
    table = figures.forecasts_table(own)
    column = table.head.index("Customers inside their 80 % interval")
    assert [row[column] for row in table.rows] == [inside, None, None, None]


def joined(results, merges, k: int):
    model = {"form": {"form": "centres", "merges": merges}}
    return replace(results, segmentation=replace(results.segmentation, k=k, model=model))


def test_a_tree_joins_what_is_most_alike_lowest_and_is_cut_into_the_groups_of_the_study(results) -> None:
    # Leaves 0, 1, 2, 3; 4 joins 0 and 1, 5 joins 4 and 3, 6 all.
    told = joined(results, [[0, 1, 1.0, 20], [4, 3, 2.0, 50], [2, 5, 8.0, 90]], 2)
    figure = figures.joins(told)
    below, above, marks = figure.data
    assert list(below.y) == [0.0, 1.0, 1.0, 0.0, None, 1.0, 2.0, 2.0, 0.0, None]
    assert sorted(v for v in above.y if v is not None) == [0.0, 2.0, 8.0, 8.0]
    assert figure.layout.shapes[0].y0 == 5.0 and list(marks.y) == [1.0, 2.0, 8.0]
    bottoms = [v for trace in (below, above) for v, h in zip(trace.x, trace.y, strict=True) if h == 0]
    assert sorted(bottoms) == [0.0, 1.0, 2.0, 3.0]
    rows = figures.joins_table(told).rows
    assert [str(row[0]) for row in rows] == ["all in one", "2 groups", "3 groups"]
    assert [row[1].value for row in rows] == [8.0, 2.0, 1.0]


def test_of_many_joins_the_last_are_drawn(results) -> None:
    chain = [[0.0, 1.0, 1.0, 2.0], *([float(61 + i), float(i + 2), i + 2.0, i + 3.0] for i in range(59))]
    figure = figures.joins(joined(results, chain, 6))
    assert len(figure.data[2].x) == 24 and len([v for v in figure.data[1].x if v is None]) == 5


def test_groups_that_were_not_joined_have_no_tree(results) -> None:
    assert not figures.joins_table(results)
    with pytest.raises(ValueError, match="step by step"):
        figures.joins(results)


@pytest.mark.parametrize("by", ["month", "category", "segment"])
def test_a_triangle_shows_what_its_table_says(results, by) -> None:
    figure, table = figures.brought(results, by), figures.brought_table(results, by)
    drawn = [v for row in figure.data[0].z for v in row if v is not None]
    told = [cell.value for row in table.rows for cell in row[2:] if cell is not None]
    assert drawn == told and len(table.rows) == len(figure.data[0].y)
    with pytest.raises(ValueError, match="no cohorts by channel"):
        figures.retention(results, "channel")


def test_the_days_kept_apart_are_shaded_in_the_tracking(results) -> None:
    shade = figures.tracking(results).layout.shapes[0]
    assert shade.x0 == next(
        s.isoformat() for s, held in zip(results.tracking.starts, results.tracking.held, strict=True) if held
    )
    assert figures.tracking_table(results).rows[-1][3].value == pytest.approx(results.tracking.actual.sum())


def test_every_figure_of_the_days_kept_apart_has_a_panel_with_its_line_for_everybody(results) -> None:
    figure, table = figures.later(results), figures.later_table(results)
    assert [trace.xaxis for trace in figure.data] == ["x", "x2", "x3"] and len(figure.layout.shapes) == 3
    assert table.rows[-1][0] == "Everybody" and len(table.head) == 5
    spend = [row[1] for row in table.rows]
    assert list(figure.data[0].x) == [s.estimate for s in spend[:-1]]
    assert figure.layout.shapes[0].x0 == spend[-1].estimate
    assert list(figure.data[0].error_x.array) == pytest.approx([s.high - s.estimate for s in spend[:-1]])


def test_categories_come_by_their_share_of_everybodys_spend(results) -> None:
    assert figures.later_categories_table(results).head == ("Segment", "Mugs", "Tea")


def test_panels_stand_side_by_side_on_a_desk_and_below_one_another_on_a_phone(results) -> None:
    figure = figures.later(results)
    desk = [figure.layout[f"xaxis{end}"].domain for end in ("", "2", "3")]
    assert desk[0][1] < desk[1][0] < desk[1][1] < desk[2][0]
    phone = figure.layout.meta["phone"]
    heights = [phone[f"yaxis{end}.domain"] for end in ("", "2", "3")]
    assert heights[0][1] == 1 and heights[2][0] == 0
    assert heights[0][0] > heights[1][1] > heights[1][0] > heights[2][1]
    assert len({round(high - low, 3) for low, high in heights}) == 1


def test_a_study_whose_stages_are_all_too_small_draws_none(results) -> None:
    told = Evidence()
    told.extend(s for s in results.evidence if not s.population.startswith("micro:"))
    who = f"micro:{results.segmentation.segments[0].id}/too few to name"
    told.extend([Statistic("customers", who, 12, 12, "customers")])
    assert not figures.stages_table(replace(results, evidence=told))


def test_stages_too_small_to_be_named_stay_open_in_the_bar_and_stand_in_the_table(results) -> None:
    figure, table = figures.stages(results), figures.stages_table(results)
    assert [trace.name for trace in figure.data] == ["active", "slipping"]
    assert sum(trace.x[0] for trace in figure.data) < 1
    assert [row[0].rsplit(", ", 1)[1] for row in table.rows[:3]] == ["active", "slipping", "too few to name"]


def test_traits_that_made_the_groups_are_drawn_first(results) -> None:
    assert [text.split(",")[0] for text in figures.trait_dots_table(results).head[1:4]] == [
        next(t.label for t in results.table.traits if t.name == name) for name in results.segmentation.forming
    ]


def test_the_choice_is_the_larger_dot_of_every_criterion(results) -> None:
    chosen = next(s for s in results.segmentation.scoreboard if s.chosen)
    for trace in figures.criteria(results).data:
        large = [k for k, size in zip(trace.x, trace.marker.size, strict=True) if size > 6]
        assert large in ([], [chosen.k])
    assert any(max(trace.marker.size) > 6 for trace in figures.criteria(results).data)


def test_the_history_of_a_customer_marks_her_orders() -> None:
    days = np.arange("2024-01-01", "2024-01-05", dtype="datetime64[D]")
    history = AliveHistory("a", days, np.array([1.0, 0.9, 0.95, 0.9]), np.array([True, False, True, False]))
    line, orders = figures.alive_history(history).data
    assert list(line.y) == [1.0, 0.9, 0.95, 0.9] and list(orders.x) == ["2024-01-01", "2024-01-03"]
    rows = figures.alive_history_table(history).rows
    assert [row[1] for row in rows] == ["order", "order", "last day of the study"] and rows[-1][2].value == 0.9
