"""Where are the studies?"""

from django.urls import path

from coterie.studio.screens.studies import views

STUDY = "p/<slug:slug>/s/<uuid:study>/"
urlpatterns = [
    path("p/<slug:slug>/studies/", views.studies, name="studies"),
    path(STUDY + "record/", views.run_record, name="record"),
    path(STUDY + "rename/", views.rename, name="rename_study"),
    path(STUDY + "delete/", views.delete, name="delete_study"),
]
