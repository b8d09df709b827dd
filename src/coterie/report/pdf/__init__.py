"""What is written on paper: personas and the short report as PDF, made without a browser."""

from coterie.report.pdf.people import people_pdf
from coterie.report.pdf.study import study_pdf

__all__ = ["people_pdf", "study_pdf"]
