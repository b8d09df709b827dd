"""What does Django need to know? Everything comes from the workspace folder and four words of the environment."""

import os
from pathlib import Path

from coterie.studio.databases import databases
from coterie.studio.workspace import secret_of

WORKSPACE = Path(os.environ.get("COTERIE_WORKSPACE", "coterie-studio")).resolve()
PROFILE = os.environ.get("COTERIE_PROFILE", "local")
PRODUCTION = PROFILE == "production"
DEBUG = False
SECRET_KEY = secret_of(WORKSPACE)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*LOOPBACK, *filter(None, os.environ.get("COTERIE_HOSTS", "").split(","))]
ROOT_URLCONF = "coterie.studio.urls"
WSGI_APPLICATION = "coterie.studio.wsgi.application"
DATABASES = databases(os.environ.get("COTERIE_DATABASE", ""), WORKSPACE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

INSTALLED_APPS = [
    "coterie.studio.accounts",
    "coterie.studio.projects",
    "coterie.studio.runs",
    "coterie.studio.shell",
    "coterie.studio.screens",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

STATIC_URL = "static/"
