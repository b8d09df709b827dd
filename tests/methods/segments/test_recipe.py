import numpy as np

from coterie.methods.segments.recipe import copied_recipe


def test_the_copied_recipe_splits_ties_which_is_why_it_is_only_a_yardstick():
    rfm = np.column_stack([np.arange(100.0), np.ones(100), np.ones(100)])
    assert len(np.unique(copied_recipe(rfm))) == 5
