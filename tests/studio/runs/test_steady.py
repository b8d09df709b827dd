"""A database that is away for a while."""

import pytest
from django.db import OperationalError

from coterie.studio.runs.steady import steadily


@pytest.mark.django_db(transaction=True)
def test_an_act_is_done_again_until_the_database_answers(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    tried = []

    def act():
        tried.append(1)
        if len(tried) < 4:
            raise OperationalError("the server closed the connection")
        return "answer"

    assert (steadily(act), len(tried)) == ("answer", 4)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_away_is_given_up_after_a_while(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)

    def act():
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        steadily(act, patience=0.05)
