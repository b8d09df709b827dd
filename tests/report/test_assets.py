import re
from importlib.resources import files

from plotly.offline import get_plotlyjs_version

from coterie.report.figures import CONFIG, DARK
from coterie.report.page.shell import asset, style


def test_the_charts_script_has_the_version_that_makes_the_figures() -> None:
    head = asset("plotly-cartesian.min.js")[:200]
    assert f"v{get_plotlyjs_version()}\n" in head and "cartesian" in head


def test_the_charts_script_can_stand_inside_a_page() -> None:
    script = asset("plotly-cartesian.min.js")
    assert "</script" not in script.lower() and "<!--" not in script and "\r" not in script


def test_the_licence_of_the_charts_script_travels_with_it() -> None:
    text = (files("coterie.report") / "assets" / "plotly-cartesian.LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT" in text and "Plotly" in text


def test_the_page_and_the_charts_know_the_same_colours() -> None:
    css = asset("base.css").lower()
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)", 1)
    for name in ("--c0", "--c5", "--c11"):
        here, there = (re.search(rf"{name}: (#[0-9a-f]{{6}})", part).group(1) for part in (light, dark))  # type: ignore[union-attr]
        assert {k.lower(): v.lower() for k, v in DARK.items()}[here] == there


def test_the_page_uses_one_type_scale() -> None:
    sizes = set(re.findall(r"font-size: ([^;]+);", style()))
    assert sizes <= {"var(--big)", "var(--mid)", "var(--text)", "var(--small)"}
    assert CONFIG["showSendToCloud"] is False


def test_a_page_carries_its_typeface() -> None:
    assert "url(data:font/woff2;base64,d09GMg" in style()  # "wOF2", as such a file begins
    assert ".woff2" not in style(), "nothing of it is fetched"
