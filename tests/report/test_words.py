"""Does a list of words read as a sentence does, and has each method a name of its own?"""

from coterie.report.words import METHODS, listing, method_label


def test_a_list_reads_as_in_a_sentence() -> None:
    assert (listing([]), listing(["a"]), listing(["a", "b"])) == ("", "a", "a and b")


def test_a_method_is_called_by_its_words_and_an_unknown_one_by_its_name() -> None:
    assert method_label("hdbscan") == METHODS["hdbscan"] and method_label("my_own") == "my own"
