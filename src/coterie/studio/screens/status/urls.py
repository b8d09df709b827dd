"""Where does one ask whether the studio is well?"""

from django.urls import path

from coterie.studio.screens.status import views

urlpatterns = [
    path("status/", views.status, name="status"),
    path("health/", views.health, name="health"),
]
