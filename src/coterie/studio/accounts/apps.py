"""How does Django know this part?"""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's name card."""

    name = "coterie.studio.accounts"
    label = "accounts"
