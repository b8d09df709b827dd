from coterie.report.pdf.paper import BOX, Paper, as_printed


def test_what_the_font_lacks_becomes_a_box_and_is_counted() -> None:
    paper = Paper("t", "f")
    assert paper.printable("naïve Ωж ● 1 €") == "naïve Ωж ● 1 €" and paper.missing == 0
    assert paper.printable("客户") == BOX * 2 and paper.missing == 2
    assert paper.printable("a\x00b\u202ec\nd") == "abc d"
    assert paper.plainly("客") == BOX and paper.missing == 2
    paper.shut()


def test_words_from_right_to_left_stand_in_their_order() -> None:
    assert as_printed("plain") == ("plain", False)
    assert as_printed("שלום") == ("םולש", True)
    shown, right = as_printed("abc שלום")
    assert shown == "abc םולש" and not right


def test_a_long_word_and_many_lines_do_not_stop_the_printer() -> None:
    paper = Paper("t", "f")
    paper.add_page()
    paper.lines("x" * 5000 + " " + "word " * 3000, paper.epw, 5)
    assert paper.page_no() > 2 and paper.data().startswith(b"%PDF-")
