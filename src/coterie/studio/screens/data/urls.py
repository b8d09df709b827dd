"""Where are data brought, seen, renamed and deleted?"""

from django.urls import path

from coterie.studio.screens.data import upload, views

HERE = "p/<slug:slug>/data/"
ONE = f"{HERE}<uuid:dataset>/"

urlpatterns = [
    path(HERE, views.datasets, name="data"),
    path(f"{HERE}new/", upload.new, name="new_dataset"),
    path(f"{HERE}begin/", upload.begin, name="begin_upload"),
    path(ONE, views.dataset, name="dataset"),
    path(f"{ONE}rename/", views.rename, name="rename_dataset"),
    path(f"{ONE}delete/", views.delete, name="delete_dataset"),
    path(f"{ONE}files/", upload.add, name="add_files"),
    path(f"{ONE}read/", upload.read, name="read_files"),
    path(f"{ONE}files/<uuid:source>/", upload.piece, name="upload_piece"),
    path(f"{ONE}files/<uuid:source>/remove/", upload.remove, name="remove_file"),
]
