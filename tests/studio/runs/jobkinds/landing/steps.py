from coterie.studio.projects.events import record


def prepare(job):
    return {**job.arguments, "folder": f"made/{job.pk}"}


def land(job, result):
    record(None, None, "landed", job.pk)
    return "It is done."


def stop(job, message):
    record(None, None, "stopped", job.pk, message=message)
