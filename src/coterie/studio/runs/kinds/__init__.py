"""What can be done in a job? One kind a file, each `run(arguments, work) -> dict`, in a process without a database.

A kind calls verbs of `coterie.workflows`. Beside it, `landing` has a file of the same name for the worker.
"""
