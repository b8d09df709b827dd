"""Which address is which page? Each slice has its own list; this one puts them together."""

from django.urls import include, path

from coterie.studio.screens import SCREENS

urlpatterns = [path("", include(f"coterie.studio.screens.{name}.urls")) for name in SCREENS]
