"""Where are the personas?"""

from django.urls import path

from coterie.studio.screens.personas import edits, files, versions, views

HERE = "p/<slug:slug>/s/<uuid:study>/personas/"
ONE = HERE + "<str:segment>/"
urlpatterns = [
    path("p/<slug:slug>/personas/", views.newest_personas, name="newest_personas"),
    path(HERE, views.board, name="personas"),
    path(HERE + "print/", views.printed, name="print_personas"),
    path(HERE + "moved/", versions.moved, name="moved_personas"),
    path(HERE + "versions/export/", files.export_book, name="export_versions"),
    path(HERE + "versions/import/", files.import_book, name="import_versions"),
    path(HERE + "export/<str:form>/", files.export_all, name="export_personas"),
    path(ONE, views.one, name="persona"),
    path(ONE + "edit/", edits.edit, name="edit_persona"),
    path(ONE + "back/", edits.back, name="back_persona"),
    path(ONE + "picture/", edits.draw, name="draw_persona"),
    path(ONE + "merge/", edits.merge, name="merge_persona"),
    path(ONE + "archive/", edits.archive, name="archive_persona"),
    path(ONE + "restore/", edits.restore, name="restore_persona"),
    path(ONE + "history/", versions.history, name="persona_history"),
    path(ONE + "print/", views.printed, name="print_persona"),
    path(ONE + "export/<str:form>/", files.export_one, name="export_persona"),
]
