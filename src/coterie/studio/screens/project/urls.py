"""Where are the settings of a project?"""

from django.urls import path

from coterie.studio.screens.project import views

ROOT = "p/<slug:slug>/settings/"
urlpatterns = [
    path(ROOT, views.start, name="settings"),
    path(f"{ROOT}project/", views.project_page, name="project_settings"),
    path(f"{ROOT}project/delete/", views.delete, name="delete_project"),
    path("p/<slug:slug>/accent.css", views.accent, name="accent"),
]
