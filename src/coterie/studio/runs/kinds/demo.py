"""What does it look like on data that are at hand? The demo shop: brought, taken in and analysed in one go."""

import shutil
from pathlib import Path
from typing import Any

from coterie import workflows
from coterie.studio.runs.kinds.analyze import finished, request_of
from coterie.studio.runs.kinds.sources import by_kind, words
from coterie.studio.runs.work import Work

SOURCES, DATASET, STUDY = "sources", "dataset", "study"  # folders of the result


def run(arguments: dict[str, Any], work: Work) -> dict[str, Any]:
    """Copy the demo's files, load them as any others, and analyse them.

    arguments    any parameter of `coterie analyze`; or "brought", the folder of a study of the demo that was made
                 already, which then is taken as it is.
    Returns      "title" and "sentence" (what these data are), "files", and what import and analysis tell.
    """
    work.step("Bringing the demo shop", 0, 10)
    shop = workflows.demo_sources(work.out.parent / "shop")
    (work.out / SOURCES).mkdir()
    files = [_copied(kind, Path(path), work) for kind, path in shop.sources.items()]
    given = [{**file, "path": str(work.out / SOURCES / file["name"])} for file in files]
    here = by_kind(given, work)
    told = workflows.load_dataset(here, words({}, work), work.out / DATASET, work)
    mapping = (work.out / DATASET / "mapping.toml").read_text(encoding="utf-8")
    if arguments.get("brought"):
        study = _brought(Path(arguments["brought"]), work)
    else:
        request = request_of({**arguments, "title": shop.title, "mapping": mapping}, work, here)
        study = finished(request, work.out / STUDY, work.after(1))
    return {
        "title": shop.title,
        "sentence": shop.sentence,
        "files": files,
        "dataset": told,
        "mapping": mapping,
        **study,
    }


def _brought(folder: Path, work: Work) -> dict[str, Any]:
    work.step("Bringing the study", 8, 10)
    shutil.copytree(folder, work.out / STUDY)
    study = workflows.open_study(work.out / STUDY)
    return {"summary": study.summary, "parameters": study.run["parameters"]}


def _copied(kind: str, path: Path, work: Work) -> dict[str, Any]:
    shutil.copyfile(path, work.out / SOURCES / path.name)
    return {"kind": kind, "name": path.name, "size": path.stat().st_size}
