"""What works behind the page? Jobs: leased to a worker, done in a child process, closed in one transaction.

A page calls :func:`coterie.studio.runs.queue.enqueue`. A worker claims the job with a fresh token, runs its kind in a
child process that holds no database, writes each step with the token, and lands the result. A worker that lost its
lease can write nothing any more.
"""
