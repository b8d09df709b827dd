"""Where does a privacy officer work?"""

from django.urls import path

from coterie.studio.screens.privacy import views

ROOT = "p/<slug:slug>/settings/privacy/"
urlpatterns = [
    path(ROOT, views.privacy, name="privacy"),
    path(f"{ROOT}exports/", views.exports, name="exports_log"),
    path(f"{ROOT}exports/file/", views.exports_file, name="exports_log_file"),
]
