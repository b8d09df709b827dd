"""What does a job change in the records? One kind a file: `prepare`, `land`, `stop`, called by the worker.

`prepare` adds to the arguments what the records know, so that whoever enqueues names the dataset or study and no path.
`land` and `stop` run inside the transaction that closes the job: they happen once, or not at all.
"""
