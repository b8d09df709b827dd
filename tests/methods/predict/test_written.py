import json

import numpy as np

from coterie.methods.predict.basis import bends
from coterie.methods.predict.calibration import Calibrator
from coterie.methods.predict.ladder import LADDER, learn
from coterie.methods.predict.written import written


def model(planted, rung):
    sheet, y = planted(800)
    learned = learn(LADDER[rung], sheet.fields, sheet.x, y, 2, 0)
    paper = written(learned, Calibrator(), ("no", "yes"), LADDER[rung].name)
    return sheet, learned, json.loads(json.dumps(paper))


def test_a_logistic_can_be_reckoned_from_its_paper(planted):
    sheet, learned, paper = model(planted, 1)
    age, plan, noise = sheet.x.T
    fields = paper["basis"]["fields"]
    columns = [age, *bends(age, tuple(fields[0]["knots"]))]
    columns += [(plan == level).astype(float) for level in fields[1]["level_places"]]
    columns += [noise, *bends(noise, tuple(fields[2]["knots"]))]
    z = (np.column_stack(columns) - paper["basis"]["mean"]) / paper["basis"]["scale"]
    odds = z @ np.array(paper["coefficients"][0]) + paper["intercept"][0]
    np.testing.assert_allclose(1 / (1 + np.exp(-odds)), learned.probabilities(sheet.x)[:, 1])


def test_a_forest_can_be_walked_on_its_paper(planted):
    sheet, learned, paper = model(planted, 2)
    owner = paper["basis"]["owner"]
    assert owner == [0, 1, 1, 1, 2]
    row = [sheet.x[0, 0], *[float(sheet.x[0, 1] == i) for i in range(3)], sheet.x[0, 2]]
    found = []
    for tree in paper["trees"]:
        node = tree[0]
        while len(node) == 4:
            column, threshold, left, right = node
            node = tree[left if np.float32(row[column]) <= threshold else right]
        found.append(node)
    np.testing.assert_allclose(np.mean(found, axis=0), learned.probabilities(sheet.x[:1])[0])


def test_every_rung_can_be_written(planted):
    assert [model(planted, rung)[2]["model"] for rung in (0, 3)] == ["base_rate", "boosting"]
