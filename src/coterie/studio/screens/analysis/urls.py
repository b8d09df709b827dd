"""Where does an analysis begin?"""

from django.urls import path

from coterie.studio.screens.analysis import views

urlpatterns = [path("p/<slug:slug>/new/", views.new, name="new_analysis")]
