"""Where does a privacy officer work?"""

from django.urls import path

from coterie.studio.screens.privacy import views

ROOT = "p/<slug:slug>/settings/privacy/"
urlpatterns = [
    path(ROOT, views.privacy, name="privacy"),
    path(f"{ROOT}person/", views.find, name="find_person"),
    path(f"{ROOT}person/file/", views.hand_out, name="hand_out_person"),
    path(f"{ROOT}person/erase/", views.erase, name="erase_person"),
    path(f"{ROOT}receipts/<uuid:job>/", views.receipt, name="receipt"),
    path(f"{ROOT}exports/", views.exports, name="exports_log"),
    path(f"{ROOT}exports/file/", views.exports_file, name="exports_log_file"),
]
