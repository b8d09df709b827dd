"""Where are the exports?"""

from django.urls import path

from coterie.studio.screens.exports import views

STUDY = "p/<slug:slug>/s/<uuid:study>/exports/"
urlpatterns = [
    path("p/<slug:slug>/exports/", views.newest_exports, name="newest_exports"),
    path(STUDY, views.exports, name="exports"),
    path(STUDY + "list/", views.take_list, name="export_list"),
    path(STUDY + "report/<str:form>/", views.take_report, name="export_report"),
    path(STUDY + "tables/<str:table>/", views.take_table, name="export_table"),
    path(STUDY + "sql/", views.take_sql, name="export_sql"),
]
