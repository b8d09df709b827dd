"""Where does one begin?"""

from django.urls import path

from coterie.studio.screens.home import views

urlpatterns = [
    path("", views.start, name="start"),
    path("new-project/", views.make_project, name="new_project"),
    path("p/<slug:slug>/", views.home, name="home"),
    path("p/<slug:slug>/demo/", views.demo, name="start_demo"),
]
