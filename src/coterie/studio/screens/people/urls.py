"""Where are the people of a project?"""

from django.urls import path

from coterie.studio.screens.people import views

ROOT = "p/<slug:slug>/settings/people/"
urlpatterns = [
    path(ROOT, views.people, name="people"),
    path(f"{ROOT}invite/", views.invite, name="invite"),
    path(f"{ROOT}<int:member>/", views.change, name="change_member"),
    path(f"{ROOT}<int:member>/remove/", views.remove, name="remove_member"),
    path(f"{ROOT}invitations/<int:invitation>/withdraw/", views.withdraw, name="withdraw_invitation"),
    path("join/<str:token>/", views.join, name="join"),
]
