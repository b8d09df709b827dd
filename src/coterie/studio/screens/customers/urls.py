"""Where are the customers? An id may hold any sign, so it stands last."""

from django.urls import path

from coterie.studio.screens.customers import views

STUDY = "p/<slug:slug>/s/<uuid:study>/"
urlpatterns = [
    path("p/<slug:slug>/customers/", views.newest_customers, name="newest_customers"),
    path(STUDY + "customers/", views.listed, name="customers"),
    path(STUDY + "customers/<path:customer>/", views.one, name="customer"),
]
