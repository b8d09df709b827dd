"""Where are the segments?"""

from django.urls import path

from coterie.studio.screens.segments import views

STUDY = "p/<slug:slug>/s/<uuid:study>/"
urlpatterns = [
    path("p/<slug:slug>/segments/", views.newest_segments, name="newest_segments"),
    path(STUDY, views.overview, name="study"),
    path(STUDY + "segments/", views.overview, name="segments"),
    path(STUDY + "map/", views.explore, name="explore"),
    path(STUDY + "scoreboard/", views.scoreboard, name="scoreboard"),
    path(STUDY + "segments/<str:segment>/", views.segment, name="segment"),
]
