"""Where is the evidence of a number?"""

from django.urls import path

from coterie.studio.screens.evidence import views

STUDY = "p/<slug:slug>/s/<uuid:study>/"
urlpatterns = [
    path(STUDY + "evidence/", views.several, name="evidence"),
    path(STUDY + "evidence/<str:key>/", views.single, name="statistic"),
]
