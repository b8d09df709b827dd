"""How does Django know this part?"""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Django's name card."""

    name = "coterie.studio.shell"
    label = "shell"
