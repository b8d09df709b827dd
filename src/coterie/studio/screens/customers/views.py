"""Who are the customers, one by one? Only for those who may see single customers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.studio.projects.access import screen
from coterie.studio.projects.models import Project, StudyRecord
from coterie.studio.projects.roles import Action
from coterie.studio.screens.customers import known, listing
from coterie.studio.shell.studies import newest, of_study
from coterie.workflows import OpenStudy

newest_customers = screen(Action.PERSONAL)(
    require_GET(
        newest(
            "customers/",
            "Who are your customers, one by one?",
            "Every customer with segment, value and reasons, to search and to filter, will stand here, as soon as an "
            "analysis is done.",
        )
    )
)


@screen(Action.PERSONAL)
@require_GET
@of_study
def listed(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy) -> HttpResponse:
    """Customers who match, a page at a time; everything that was chosen stands in the address."""
    said = listing.listed(project, study, request.GET)
    return render(request, "customers/listed.html", {**said, "study": record})


@screen(Action.PERSONAL)
@require_GET
@of_study
def one(request: HttpRequest, project: Project, record: StudyRecord, study: OpenStudy, customer: str) -> HttpResponse:
    """One customer."""
    row = study.customer(customer)
    if row is None:
        raise Http404("no such customer in this study")
    said = {
        **known.told(study, row, str(record.summary.get("currency") or project.currency or "")),
        "earlier": known.earlier(record, customer),
        "figures": [each for each in (study.customer_orders(customer), study.customer_history(customer)) if each],
        "book": study.figure_settings,
        "study": record,
    }
    return render(request, "customers/customer.html", said)
