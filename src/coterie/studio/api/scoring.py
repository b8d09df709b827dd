"""In which segment are these customers, and what are they worth? Answered from models that stay in memory."""

import json
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from coterie.studio.api import nouns
from coterie.studio.api.access import SCORE
from coterie.studio.api.problems import Refused
from coterie.studio.api.studies import Named, record_of
from coterie.studio.config.brief import Brief
from coterie.studio.projects.models import StudyRecord
from coterie.workflows import Scorer, open_scorer

router = Router(tags=["Score"])
KEPT = 8  # studies whose models one process holds
REMEMBERED = 2  # seconds for which a process believes which study is the newest
_newest = Brief[tuple[str, str, str | None]](REMEMBERED)  # by project and by what the call names
_held: OrderedDict[tuple[str, int, int], Scorer] = OrderedDict()
_turn = Lock()


@router.post("/score", auth=SCORE, response=nouns.ScoresOut, summary="Score customers")
def score(request: HttpRequest, body: nouns.ScoreIn) -> HttpResponse:
    """Segment, confidence and worth of 1 to 1,000 customers by the models of a study; nothing is fitted again.

    The values need a history: frequency, recency, T and, for what she spends, spend. Without it, or for a study
    without values, they are null. A customer of whom fewer than half of the deciding traits are told has no segment.
    """
    pk, folder, as_of = _study(request, body.study)
    scorer = _scorer(folder)
    told = body.model_dump(include={"customers"})["customers"]
    deciding = {trait.name for trait in scorer.traits}
    values = scorer.values
    answer = {
        "study": pk,
        "as_of": as_of,
        "unit": None if values is None else values.unit.value,
        "horizon_months": None if values is None else values.horizon.months,
        "unread": sorted({name for each in told for name in each["traits"]} - deciding),
        "scores": scorer.score(told, bounds=body.bounds),
    }
    return HttpResponse(json.dumps(answer, ensure_ascii=False), content_type="application/json")


@router.get("/studies/{study}/scoring", auth=SCORE, response=nouns.Anything, summary="What does scoring read?")
def get_scoring(request: HttpRequest, study: Named) -> Any:
    """The traits that decide, with unit, meaning and levels; the unit of time of the history."""
    scorer = _scorer(_study(request, study)[1])
    values = scorer.values
    return {
        "traits": [
            {name: getattr(trait, name) for name in ("name", "label", "kind", "unit", "meaning", "levels")}
            for trait in scorer.traits
        ],
        "unit": None if values is None else values.unit.value,
        "horizon_months": None if values is None else values.horizon.months,
        "segments": [{"id": each, "name": name} for each, name in scorer.segments],
    }


def _study(request: HttpRequest, named: str) -> tuple[str, str, str | None]:
    """Id, folder and day of a finished study of the key's project; remembered for two seconds."""
    name = f"{request.auth.project_id} {named}"
    found = _newest.get(name)
    if found is None:
        record = record_of(request, named)
        if record.state != StudyRecord.State.DONE:
            raise Refused(409, "COT-184", f"the study is {record.state}", "a study that is done")
        found = (str(record.pk), record.folder, record.summary.get("as_of"))
        _newest.put(name, found)
    return found


def _scorer(folder: str) -> Scorer:
    """The models of a folder; read again where the folder was written anew."""
    path = Path(settings.WORKSPACE) / folder
    try:
        stat = (path / "run.json").stat()
    except OSError as gone:
        raise Refused(409, "COT-184", "the files of this study are gone", "a study with its files") from gone
    key = (folder, stat.st_ino, stat.st_mtime_ns)
    with _turn:
        if key not in _held:
            _held[key] = open_scorer(path)
            while len(_held) > KEPT:
                _held.popitem(last=False)
        _held.move_to_end(key)
        return _held[key]
