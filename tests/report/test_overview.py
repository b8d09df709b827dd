from coterie.report import segments_of, study_summary


def test_a_study_without_groups_or_orders_has_a_headline_all_the_same() -> None:
    metrics = {"rows": {"customers": {"accepted": 1200}}}
    told = study_summary({}, metrics, {"segments": []}, {"personas": [], "verdict": None})
    assert told["headline"] == "1,200 customers; no groups could be formed"
    assert (told["customers"], told["orders"], told["as_of"], told["segments"]) == (1200, None, None, [])


def test_colours_follow_the_lineage_also_in_older_files() -> None:
    found = segments_of({"segments": [{"id": "s14"}, {"id": "s2", "colour": 7}, {"id": "house"}]})
    assert [each["colour"] for each in found] == [1, 7, 2]
