"""Who may work on a job and write about it, told apart by the token."""

from datetime import timedelta

import pytest
from django.db import connection

from coterie.studio.runs import lease
from coterie.studio.runs.lease import (
    Clock,
    Lost,
    claim,
    close,
    expired,
    give_back,
    hold,
    keep,
    kept_of,
    reap,
    renew,
    tell,
)
from coterie.studio.runs.models import Job, Receipt, State

pytestmark = pytest.mark.django_db


def _job(**more):
    return Job.objects.create(kind="told", **more)


def _let_it_expire(job):
    Job.objects.filter(pk=job.pk).update(lease_until=Clock() - timedelta(seconds=1))


def test_a_job_is_held_by_one_worker_alone():
    job = _job()
    first = hold(job.pk)
    assert first is not None
    assert (first.state, first.attempts, len(first.token)) == (State.RUNNING, 1, 32)
    assert hold(job.pk) is None
    assert claim() is None


def test_urgent_jobs_go_first_and_then_the_oldest():
    plain, later, urgent = _job(), _job(), _job(priority=10)
    assert [claim().pk for _ in range(3)] == [urgent.pk, plain.pk, later.pk]


def test_a_job_that_is_to_wait_is_not_taken_before_its_time():
    _job(not_before=_moment(+60))
    ready = _job(not_before=_moment(-60))
    assert claim().pk == ready.pk
    assert claim() is None


def _moment(seconds):
    probe = _job(state=State.DONE)
    Job.objects.filter(pk=probe.pk).update(finished=Clock() + timedelta(seconds=seconds))
    return Job.objects.get(pk=probe.pk).finished


@pytest.mark.parametrize(
    "write",
    [
        renew,
        lambda job: tell(job, "Reading", 0, 2),
        lambda job: keep(job, "Reading", 1, 1, 2),
        lambda job: lease.count(job, 5),
        lease.wanted,
        lambda job: give_back(job, counted=True),
        lambda job: close(job, State.DONE, message="mine"),
    ],
)
def test_whoever_lost_the_lease_can_write_nothing(write):
    old = hold(_job().pk)
    _let_it_expire(old)
    assert reap() == (1, [])
    new = hold(old.pk)
    before = Job.objects.filter(pk=old.pk).values().get()
    with pytest.raises(Lost):
        write(old)
    assert Job.objects.filter(pk=old.pk).values().get() == before
    assert not Receipt.objects.exists()
    renew(new)


def test_a_lease_that_has_passed_gives_the_job_to_another_twice_and_then_to_nobody():
    job = _job()
    for attempt in (1, 2):
        held = hold(job.pk)
        assert held.attempts == attempt
        _let_it_expire(held)
        assert reap() == (1, [])
    _let_it_expire(hold(job.pk))
    count, given_up = reap()
    assert (count, [each.pk for each in given_up]) == (0, [job.pk])
    assert not expired().exists()  # the reaper holds it until it has written the end


def test_a_cancelled_job_of_a_lost_worker_is_not_begun_again():
    held = hold(_job().pk)
    Job.objects.filter(pk=held.pk).update(cancel=True)
    _let_it_expire(held)
    count, given_up = reap()
    assert (count, [each.pk for each in given_up]) == (0, [held.pk])


def test_a_step_told_twice_has_one_receipt_and_the_next_attempt_finds_what_was_kept():
    held = hold(_job().pk)
    keep(held, "first", [1, 2], 1, 2)
    tell(held, "second", 1, 2, finished="first")
    keep(held, "first", "not this", 1, 2)
    assert kept_of(held) == {"first": [1, 2]}
    assert Receipt.objects.filter(job=held).count() == 1


def test_a_job_that_is_handed_back_at_a_stop_has_not_been_tried():
    held = hold(_job().pk)
    give_back(held, counted=False)
    assert Job.objects.get(pk=held.pk).attempts == 0
    assert hold(held.pk).attempts == 1


def test_the_lease_is_measured_by_the_clock_of_the_database(monkeypatch):
    held = hold(_job().pk)
    monkeypatch.setattr("django.utils.timezone.now", lambda: held.created.replace(year=2099))
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert reap() == (0, [])


def test_mariadb_is_asked_for_utc():
    told, _ = Clock().as_mysql(Job.objects.all().query.get_compiler(connection=connection), connection)
    assert told == "UTC_TIMESTAMP(6)"
