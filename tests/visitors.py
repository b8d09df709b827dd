"""Who visits the studio in tests? One password for all of them, and how they come in."""

PASSWORD = "quiet lamp seven rivers"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
