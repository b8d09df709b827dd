"""Where are the checks of an import, the rows it left out and the traits of its people?"""

from django.urls import path

from coterie.studio.screens.quality import mend, profile, views

ONE = "p/<slug:slug>/data/<uuid:dataset>/"

urlpatterns = [
    path(f"{ONE}checks/", views.checks, name="checks"),
    path(f"{ONE}rejected/", views.rejected, name="rejected"),
    path(f"{ONE}rejected/<slug:form>/", views.download, name="rejected_file"),
    path(f"{ONE}files/<uuid:source>/mend/", mend.rows, name="rows_to_mend"),
    path(f"{ONE}files/<uuid:source>/mended/", mend.mended, name="mended"),
    path(f"{ONE}profile/", profile.profile, name="dataset_profile"),
]
