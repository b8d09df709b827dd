"""Can nobody be told?"""

from coterie.terms import Progress, Silent


def test_nobody_hears_anything(capsys) -> None:
    listener: Progress = Silent()
    listener.step("reading", 0, 3)
    assert capsys.readouterr().out == ""
