"""Which address is which page? Each slice has its own list; this one puts them together."""

from django.urls import include, path

from coterie.studio.screens import SCREENS

urlpatterns = [
    path("", include("coterie.studio.api.urls")),  # first: programs call most often
    *(path("", include(f"coterie.studio.screens.{name}.urls")) for name in SCREENS),
    path("", include("coterie.studio.runs.urls")),
]
handler400 = "coterie.studio.shell.errors.bad_request"
handler403 = "coterie.studio.shell.errors.forbidden"
handler404 = "coterie.studio.shell.errors.not_found"
handler500 = "coterie.studio.shell.errors.failed"
