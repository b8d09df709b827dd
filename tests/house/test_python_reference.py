"""Does the page about the library name everything that the library offers?"""

import runpy

import coterie
from tree import REPOSITORY


def test_the_page_tells_of_every_name() -> None:
    made = runpy.run_path(str(REPOSITORY / "scripts" / "python_reference.py"))
    assert sorted(name for names in made["GROUPS"].values() for name in names) == sorted(coterie.__all__)
    page = made["PAGE"].read_text(encoding="utf-8")
    assert [name for name in coterie.__all__ if f"### `{name}`" not in page] == []
    assert made["text"]().startswith(page.partition("## ")[0])
