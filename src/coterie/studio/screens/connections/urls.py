"""Where are databases connected and their tables read?"""

from django.urls import path

from coterie.studio.screens.connections import views

ROOT = "p/<slug:slug>/settings/connections/"

urlpatterns = [
    path(ROOT, views.connections, name="connections"),
    path(f"{ROOT}<int:connection>/remove/", views.remove, name="remove_connection"),
    path("p/<slug:slug>/data/database/<int:connection>/", views.table, name="read_table"),
]
