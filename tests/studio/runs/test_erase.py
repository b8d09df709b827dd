"""Is a person gone after an erasure? From real uploads and studies, done by a real worker, searched byte by byte."""

import pyarrow.parquet as pq
import pytest

from coterie.studio.projects.models import Dataset, Event, Project, Source, StudyRecord
from coterie.studio.runs.models import Job, State
from generated import FOUR, generate, write
from searched import holding

WHO = "C0000007"


@pytest.fixture
def shop(labour):
    labour.start()
    labour.project = labour_make(labour, Project, name="Corner Shop", slug="corner-shop")
    return labour


def labour_make(labour, model, **values):
    return model.objects.using(labour.alias).create(**values)


def run(labour, kind: str, **more):
    job = labour_make(labour, Job, project=labour.project, kind=kind, **more)
    labour.until(lambda: labour.job(job).ended)
    done = labour.job(job)
    assert done.state == State.DONE, (kind, done.message, done.problems)
    return done


def uploaded(labour) -> Dataset:
    """Orders with a broken row of the person, as a studio keeps them."""
    dataset = labour_make(labour, Dataset, project=labour.project, name="Corner shop")
    path = labour.workspace / "uploads" / str(dataset.pk) / "orders"
    path.parent.mkdir(parents=True)
    table = generate(300, seed=3, groups=FOUR, days=300).table()
    write(table, path.with_suffix(".csv"))
    lines = path.with_suffix(".csv").read_text().splitlines()
    first = next(line for line in lines if WHO in line)
    path.write_text("\n".join([lines[0], first + ",too,many,cells", *lines[1:]]) + "\n")
    path.with_suffix(".csv").unlink()
    labour_make(
        labour,
        Source,
        dataset=dataset,
        name="orders.csv",
        path=str(path.relative_to(labour.workspace)),
        complete=True,
        size=path.stat().st_size,
    )
    return dataset


def test_after_an_erasure_no_byte_of_the_workspace_names_the_person_and_an_import_leaves_her_out(shop):
    dataset = uploaded(shop)
    upload = next((shop.workspace / "uploads" / str(dataset.pk)).iterdir())
    original = upload.read_bytes()
    run(shop, "inspect", dataset=dataset)
    run(shop, "import", dataset=dataset)
    study = labour_make(shop, StudyRecord, project=shop.project, dataset=dataset, number=1)
    run(shop, "analyze", study=study)
    listed = run(shop, "export", study=study, arguments={"what": "customers", "format": "xlsx"})
    (shop.workspace / "backups").mkdir(exist_ok=True)
    (shop.workspace / "backups" / "studio-old.sqlite3").write_bytes(b"SQLite format 3\0 " + WHO.encode())
    before = holding(shop.workspace, WHO)
    for part in ("uploads/", "datasets/", "studies/", "exports/", "backups/"):
        assert any(name.startswith(part) for name in before), part
    assert f"studies/{study.pk}/customer_days.parquet" in before

    erased = run(shop, "erase", arguments={"customer": WHO})

    shop.until(lambda: not (shop.workspace / "compact.due").exists())
    assert holding(shop.workspace, WHO) == []
    receipt = erased.result
    assert receipt["copies"] == 1
    assert receipt["unread"] == []
    assert receipt["rows"] == sum(file["rows"] for file in receipt["files"]) > 3
    assert any(file["deleted"] and str(listed.pk) in file["path"] for file in receipt["files"])
    assert all(file["before"] != file["after"] for file in receipt["files"])
    event = Event.objects.using(shop.alias).get(verb="erased a person")
    assert event.detail["person"] == receipt["person"][:16]
    rows = pq.read_table(shop.workspace / "studies" / str(study.pk) / "customers.parquet").column("customer_id")
    assert rows.to_pylist() == [f"C{i:07d}" for i in range(300) if f"C{i:07d}" != WHO]
    others = [line for line in original.decode().splitlines() if WHO not in line]
    assert upload.read_text().splitlines() == others

    upload.write_bytes(original)
    again = run(shop, "import", dataset=dataset)
    assert again.result["left_out"] == 1
    assert "1 person who had been erased before left out" in again.message
    assert holding(shop.workspace, WHO) == []
