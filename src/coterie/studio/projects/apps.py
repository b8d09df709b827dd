"""How does Django know this part?"""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Django's name card."""

    name = "coterie.studio.projects"
    label = "projects"
