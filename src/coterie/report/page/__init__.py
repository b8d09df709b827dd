"""The report as one page: parts of the page from results, templates around them, every number through one door."""

from coterie.report.page.build import render
from coterie.report.page.pictures import pictures

__all__ = ["pictures", "render"]
