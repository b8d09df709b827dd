"""Workers that are killed, stopped and woken again: everything is done once, on each database."""

import os
import random
import signal
import time

from labour import children, lives

from coterie.studio.runs.models import Job, State
from patience import LONG

STEPS = 10


def test_jobs_whose_workers_and_children_are_killed_end_once_with_every_step_once(everywhere):
    """In each round one worker and the child of the other one, so that no job is lost as often as it may be tried."""
    chance = random.Random(7)
    skewed = [{}, {"LABOUR_SKEW": "600"}]  # the second worker's clock is ten minutes ahead
    workers = [everywhere.start(**words) for words in skewed]
    jobs = []
    for number in range(2):
        gate = everywhere.workspace / f"gate{number}"  # no job ends before both were struck
        jobs += [everywhere.ask("steps", steps=STEPS, seconds=0.05, gate=str(gate)) for _ in workers]
        everywhere.until(lambda: all(job.attempts for job in everywhere.jobs()))  # each worker holds one of them
        for what, at in zip(("worker", "child"), chance.sample(range(2), 2), strict=True):
            everywhere.until(lambda pid=workers[at].pid: children(pid))
            (child,) = children(workers[at].pid)
            time.sleep(chance.uniform(0.0, 0.9))  # before its first step, in it, or after it
            os.kill(workers[at].pid if what == "worker" else child, signal.SIGKILL)
            everywhere.until(lambda there=child: not lives(there))
            if what == "worker":
                workers[at].wait()
                workers[at] = everywhere.start(**skewed[at])
        gate.touch()
        everywhere.until_ended()
    ended = everywhere.until_ended()
    assert [job.state for job in ended] == [State.DONE] * 4, everywhere.logs()
    assert [job.attempts > 1 for job in ended].count(True) >= 2
    for job in jobs:
        assert sorted(everywhere.receipts(job)) == sorted(f"step {i}" for i in range(STEPS))
        assert everywhere.events(job) == ["landed"]
        made = everywhere.workspace / f"made/{job.pk}/sum.txt"
        assert made.read_text() == str(sum(i * i for i in range(STEPS)))
    assert everywhere.job(jobs[0]).steps_done == STEPS


def test_a_worker_that_slept_past_its_lease_writes_nothing_when_it_wakes(everywhere):
    gate = everywhere.workspace / "gate"
    job = everywhere.ask("steps", steps=14, seconds=0.1, gate=str(gate))
    sleeper = everywhere.start()
    everywhere.until(lambda: len(everywhere.receipts(job)) > 1)
    everywhere.put_to_sleep(sleeper.pid, job)
    before = everywhere.job(job)
    gate.touch()
    everywhere.start()
    everywhere.until_ended()
    os.kill(sleeper.pid, signal.SIGCONT)
    everywhere.until(lambda: f"{job.pk}: lost" in everywhere.logs())
    after = everywhere.job(job)
    assert (before.attempts, after.attempts, after.state) == (1, 2, State.DONE)
    assert len(everywhere.receipts(job)) == len(set(everywhere.receipts(job))) == 14
    assert everywhere.events(job) == ["landed"]
    everywhere.until(lambda: not list((everywhere.workspace / "tmp/jobs").iterdir()))


def test_a_job_that_kills_its_process_is_tried_three_times_and_then_fails_with_a_sentence(labour):
    job = labour.ask("fatal", how="killed")
    labour.start("--until-empty").wait(LONG)
    after = labour.job(job)
    assert (after.state, after.attempts) == (State.FAILED, 3)
    assert after.message.startswith("This was tried 3 times")
    assert labour.events(job) == ["stopped"]


def test_a_job_that_needs_too_much_memory_fails_at_once_with_advice_and_the_worker_goes_on(labour):
    hungry, next_one = labour.ask("fatal", how="hungry"), labour.ask("told", seconds=0)
    worker = labour.start("--until-empty", COTERIE_JOB_MEMORY_MB="256")
    assert worker.wait(LONG) == 0
    after = labour.job(hungry)
    assert (after.state, after.attempts, after.problems[0]["code"]) == (State.FAILED, 1, "COT-903")
    assert "use fewer rows" in after.message
    assert labour.job(next_one).state == State.DONE


def test_a_job_that_takes_longer_than_it_may_is_ended_with_advice(labour):
    job = labour.ask("told", seconds=30)
    labour.start("--until-empty", COTERIE_JOB_SECONDS="1").wait(LONG)
    after = labour.job(job)
    assert (after.state, after.attempts) == (State.FAILED, 1)
    assert after.message.startswith("This job took longer than it may.")


def test_each_way_to_end_says_what_was_found_and_what_to_do(labour):
    ways = [
        ("refused", State.DONE, "COT-201", "landed"),
        ("failed", State.FAILED, "COT-902", "stopped"),
        ("not json", State.FAILED, "COT-906", "stopped"),
        ("a fault", State.FAILED, "COT-906", "stopped"),
    ]
    jobs = [labour.ask("fatal", how=how) for how, *_ in ways]
    labour.start("--until-empty").wait(LONG)
    for job, (_, state, code, verb) in zip(jobs, ways, strict=True):
        after = labour.job(job)
        assert (after.state, after.attempts, labour.events(job)) == (state, 1, [verb])
        assert after.problems[0]["code"] == code
        assert after.problems[0]["remedy"]
        assert "Traceback" not in after.message


def test_steps_are_written_as_they_are_told_and_what_libraries_print_goes_elsewhere(labour):
    job = labour.ask("told", seconds=0)
    labour.start("--until-empty").wait(LONG)
    after = labour.job(job)
    assert (after.state, after.steps_done, after.steps_total, after.result) == (State.DONE, 3, 3, {"said": "all"})
    assert labour.receipts(job) == ["Reading", "Thinking"]


def test_a_cancelled_job_ends_its_process_and_keeps_nothing(labour):
    job = labour.ask("told", seconds=30)
    worker = labour.start()
    labour.until(lambda: labour.job(job).step.startswith("Reading"))
    (child,) = children(worker.pid)
    Job.objects.using(labour.alias).filter(pk=job.pk).update(cancel=True)
    labour.until_ended()
    labour.until(lambda: not lives(child))
    assert labour.job(job).state == State.CANCELLED
    assert labour.events(job) == ["stopped"]
    assert not (labour.workspace / f"made/{job.pk}").exists()


def test_a_worker_that_is_told_to_stop_hands_its_job_back_uncounted(labour):
    job = labour.ask("told", seconds=30)
    worker = labour.start()
    labour.until(lambda: labour.job(job).step.startswith("Reading"))
    (child,) = children(worker.pid)
    worker.terminate()
    assert worker.wait(LONG) == 0
    after = labour.job(job)
    assert (after.state, after.attempts, after.token) == (State.QUEUED, 0, "")
    assert not lives(child)


def test_jobs_of_other_kinds_are_left_to_other_workers(labour):
    first, second = labour.ask("told", seconds=0), labour.ask("steps", steps=1, seconds=0)
    labour.start("--only", "steps")
    labour.until(lambda: labour.job(second).ended)
    assert labour.job(first).state == State.QUEUED
