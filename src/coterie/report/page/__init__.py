"""The report as one page: parts of the page from results, templates around them, every number through one door."""

from coterie.report.page.build import render
from coterie.report.page.pictures import pictures
from coterie.report.page.svg import picture, picture_seed

__all__ = ["picture", "picture_seed", "pictures", "render"]
