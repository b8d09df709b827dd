"""Where does value stand?"""

from django.urls import path

from coterie.studio.screens.value import views

STUDY = "p/<slug:slug>/s/<uuid:study>/"
urlpatterns = [
    path("p/<slug:slug>/value/", views.newest_value, name="newest_value"),
    path(STUDY + "value/", views.worth, name="value"),
    path(STUDY + "value/judged/", views.judged, name="value_judged"),
    path(STUDY + "value/risk/", views.risk, name="value_risk"),
    path(STUDY + "value/cohorts/", views.cohorts, name="value_cohorts"),
]
