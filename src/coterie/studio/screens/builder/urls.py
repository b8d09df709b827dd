"""Where are segments built and kept?"""

from django.urls import path

from coterie.studio.screens.builder import views

STUDY = "p/<slug:slug>/s/<uuid:study>/"
urlpatterns = [
    path("p/<slug:slug>/builder/", views.newest_builder, name="newest_builder"),
    path("p/<slug:slug>/saved/", views.saved_segments, name="saved_segments"),
    path("p/<slug:slug>/saved/<int:saved>/delete/", views.delete, name="delete_saved"),
    path(STUDY + "builder/", views.builder, name="builder"),
    path(STUDY + "builder/save/", views.save, name="save_segment"),
]
