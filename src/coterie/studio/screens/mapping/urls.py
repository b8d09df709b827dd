"""Where are guesses looked at, changed and imported?"""

from django.urls import path

from coterie.studio.screens.mapping import views

ONE = "p/<slug:slug>/data/<uuid:dataset>/"

urlpatterns = [
    path(f"{ONE}mapping/", views.mapping, name="mapping"),
    path(f"{ONE}import/", views.start, name="import_dataset"),
]
