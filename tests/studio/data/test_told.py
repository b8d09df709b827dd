"""What does a column about customers tell? Does the page's answer make the same groups as the command line's word?"""

import html
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from atwork import work_off
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.studio.projects.models import Dataset, StudyRecord
from terminal import run

pytestmark = pytest.mark.django_db
ROOT = "/p/corner-shop/"
PLAIN = {"judge": "auto", "method": "auto", "value": "auto", "time_unit": "day"}
FIELD = "file0-@tells-"
SAID = {"hours": "demographic", "income": "value", "exited": "ignored", "rating": "attitudinal"}


def people() -> str:
    """Customers of two sorts, with a column of each answer; one tells what became of them."""
    draw = random.Random(7)
    rows = ["customer_id,visits,hours,income,rating,exited,city"]
    for i in range(160):
        sort = i % 2
        numbers = [draw.gauss(20 if sort else 5, 2), draw.gauss(8, 2), draw.gauss(60 if sort else 30, 5)]
        told = [f"{each:.2f}" for each in (*numbers, draw.uniform(1, 5))]
        rows.append(",".join([f"c{i:03d}", *told, str(draw.choice((10, 20, 30))), draw.choice(("Rome", "Oslo"))]))
    return "\n".join([*rows, ""])


def brought(client: Client, **files: str) -> Dataset:
    sent = [SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    client.post(f"{ROOT}data/new/", {"files": sent, "name": "People"})
    work_off()
    return Dataset.objects.get()


def page_of(client: Client, dataset: Dataset) -> str:
    return html.unescape(client.get(f"{ROOT}data/{dataset.pk}/mapping/").content.decode())


def test_the_page_asks_what_a_column_tells_where_the_answer_changes_the_groups(
    studio_client: Callable[..., Client],
) -> None:
    client = studio_client("analyst")
    dataset = brought(client, people=people())
    page = page_of(client, dataset)
    assert "Groups are formed from what customers do and spend;" in page
    assert page.count("Guessed from the name.") == 6
    open_part, folded = page.split("What the other columns tell (1)")
    assert f'name="{FIELD}income"' in open_part and f'name="{FIELD}city"' in folded
    assert '<option value="demographic" selected>Who they are: describes</option>' in open_part
    assert '<option value="behavioural" selected>What they do: forms groups</option>' in open_part
    assert ": describes</option>" not in folded.partition("</form>")[0]


def test_beside_orders_columns_about_customers_form_nothing_and_stand_folded(
    studio_client: Callable[..., Client],
) -> None:
    client = studio_client("analyst")
    orders = "\n".join(["customer_id,date,amount", *[f"c{i:03d},2024-01-{1 + i % 28:02d},5.00" for i in range(60)], ""])
    dataset = brought(client, people=people(), orders=orders)
    page = page_of(client, dataset)
    assert "Groups are formed from the orders." in page
    assert "What these columns tell (6)" in page and "forms groups</option>" not in page


def test_an_answer_of_the_page_makes_the_groups_that_the_word_of_the_command_line_makes(
    studio_client: Callable[..., Client], tmp_path: Path
) -> None:
    client = studio_client("analyst")
    dataset = brought(client, people=people())
    place = f"{ROOT}data/{dataset.pk}/mapping/"
    chosen = {f"{FIELD}{name}": told for name, told in SAID.items()}
    client.post(place, {"file0-@kind": "customers", **chosen})
    work_off()
    page = page_of(client, dataset)
    assert page.count("You said so.") == 3  # that a rating is what they say was the guess
    assert '<option value="ignored" selected>' in page
    client.post(place, {"file0-@kind": "customers", **chosen, "import": "yes"})
    work_off()
    assert Dataset.objects.get().state == "ready"
    client.post(f"{ROOT}new/", {"dataset": str(dataset.pk), **PLAIN})
    work_off()
    study = Path(settings.WORKSPACE) / StudyRecord.objects.get().folder

    (tmp_path / "people.csv").write_text(people(), encoding="utf-8")
    words = [word for name, told in SAID.items() for word in ("--map", f"customers.trait.{name}={told}")]
    done = run("analyze", "--customers", str(tmp_path / "people.csv"), "-o", str(tmp_path / "out"), *words)
    assert done.code == 0, done.err
    for name in ("customers.csv", "segments.json", "personas.json"):
        assert (study / name).read_bytes() == (tmp_path / "out" / name).read_bytes(), name
    told = json.loads((study / "segments.json").read_text(encoding="utf-8"))
    assert sorted(told["forming"]) == ["income", "visits"]
    assert "exited" not in (study / "customers.csv").read_text(encoding="utf-8").splitlines()[0]
