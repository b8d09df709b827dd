"""Which addresses do programs call, and where do people read about them?"""

from django.urls import path

from coterie.studio.api import pages
from coterie.studio.api.app import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("p/<slug:slug>/settings/api/", pages.document, name="api_docs"),
]
