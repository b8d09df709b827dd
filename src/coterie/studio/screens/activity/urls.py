"""Where does one read what happened?"""

from django.urls import path

from coterie.studio.screens.activity import views

ROOT = "p/<slug:slug>/settings/activity/"
urlpatterns = [
    path(ROOT, views.activity, name="activity"),
    path(f"{ROOT}file/", views.file, name="activity_file"),
    path(f"{ROOT}check/", views.check, name="activity_check"),
]
