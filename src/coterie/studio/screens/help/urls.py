"""Where is help?"""

from django.urls import path

from coterie.studio.screens.help import views

urlpatterns = [
    path("help/", views.start, name="help"),
    path("help/at/", views.at, name="help_at"),
    path("help/codes/", views.codes, name="help_codes"),
    path("help/codes/<str:code>/", views.code, name="help_code"),
    path("help/<slug:page>/", views.page, name="help_page"),
]
