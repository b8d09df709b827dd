"""Fill a workspace with one project and a finished study, and print a key: `python seed.py STUDY`."""

import json
import os
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from coterie.studio.accounts.models import Person  # noqa: E402
from coterie.studio.projects import webhooks  # noqa: E402
from coterie.studio.projects.keys import SCOPES, make_key  # noqa: E402
from coterie.studio.projects.making import new_project  # noqa: E402
from coterie.studio.projects.models import Dataset, StudyRecord  # noqa: E402
from coterie.studio.runs.queue import enqueue  # noqa: E402
from coterie.workflows import open_study  # noqa: E402
from visitors import PASSWORD  # noqa: E402


def main(study: Path) -> None:
    """Migrate, make the records, link the study's folder, print what a test needs."""
    call_command("migrate", verbosity=0)
    keeper = Person.objects.create_superuser("keeper@shop.example", PASSWORD, name="Kim Keeper")
    project = new_project("Corner Shop", keeper, "EUR")
    dataset = Dataset.objects.create(project=project, name="Garden shop", state="ready")
    record = StudyRecord.objects.create(project=project, dataset=dataset, number=1, created_by=keeper)
    place = Path(settings.WORKSPACE) / record.folder
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(study)
    told = open_study(study)
    record.summary, record.parameters = told.summary, told.run["parameters"]
    record.state, record.finished = StudyRecord.State.DONE, timezone.now()
    record.save()
    job = enqueue("demo", project=project)
    hook, _ = webhooks.make_webhook(project, keeper, "https://example.com/hook", [])
    delivery = webhooks.write(hook, "study.finished", {"study": str(record.pk)})
    row = told.members(size=1).rows[0]
    _, token = make_key(project, keeper, "test", SCOPES, None)
    made = {"dataset": dataset.pk, "study": record.pk, "job": job.pk, "webhook": hook.pk, "delivery": delivery.pk}
    said = {**made, "customer": row["customer_id"], "segment": row["segment"], "token": token}
    print(json.dumps(said, default=str))
    sys.stdout.flush()
    os._exit(0)  # the study's engine need not be taken down


if __name__ == "__main__":
    main(Path(sys.argv[1]))
