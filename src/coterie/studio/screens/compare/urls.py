"""Where are two studies compared?"""

from django.urls import path

from coterie.studio.screens.compare import views

urlpatterns = [path("p/<slug:slug>/s/<uuid:study>/compare/", views.compare, name="compare")]
