"""How does Django know this part?"""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    """Django's name card."""

    name = "coterie.studio.screens"
    label = "screens"
