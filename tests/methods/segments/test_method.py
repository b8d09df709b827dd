from coterie.methods.segments.registry import methods


def test_methods_that_find_their_number_are_not_searched():
    found = methods()
    assert found["kmeans"].searched
    assert not found["dbscan"].searched
