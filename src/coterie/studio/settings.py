"""What does Django need to know? Everything comes from the workspace folder and a few words of the environment.

COTERIE_WORKSPACE  folder of files, key and SQLite database (default: coterie-studio)
COTERIE_DATABASE   address of PostgreSQL or MariaDB instead of SQLite
COTERIE_PROFILE    local (default) or production: HTTPS only, secure cookies, short sessions
COTERIE_HOSTS      names under which the studio is called, with commas
COTERIE_PROXIES    how many proxies of ours stand before it (default 0): so many hops of X-Forwarded-For are believed
COTERIE_SMTP       smtp://name:secret@host:587 sends mail; without it an admin hands out one-time links
COTERIE_FROM       sender of that mail
COTERIE_UPLOAD_GB  largest file that may be uploaded (default 4)
"""

import os
from datetime import timedelta
from pathlib import Path

from coterie.studio.config.databases import databases
from coterie.studio.config.mail import mail
from coterie.studio.config.policy import CONTENT
from coterie.studio.config.workspace import FOLDER, incoming_of, secret_of

HERE = Path(__file__).parent
WORKSPACE = Path(os.environ.get("COTERIE_WORKSPACE", FOLDER)).resolve()
PROFILE = os.environ.get("COTERIE_PROFILE", "local")
PRODUCTION = PROFILE == "production"
DEBUG = False
SECRET_KEY = secret_of(WORKSPACE)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
HOSTS = [name.strip() for name in os.environ.get("COTERIE_HOSTS", "").split(",") if name.strip()]
ALLOWED_HOSTS = [*LOOPBACK, *HOSTS]
PROXIES = int(os.environ.get("COTERIE_PROXIES", "0"))
ROOT_URLCONF = "coterie.studio.urls"
WSGI_APPLICATION = "coterie.studio.wsgi.application"
DATABASES = databases(os.environ.get("COTERIE_DATABASE", ""), WORKSPACE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
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
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "coterie.studio.api.short.ShortWay",  # calls of programs leave here: no session, no form, no page
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coterie.studio.shell.middleware.PrivateMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # ours come before those of the libraries
        "DIRS": [*sorted(HERE.glob("screens/*/templates")), HERE / "api" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coterie.studio.shell.context.page",
            ],
            "builtins": ["django.templatetags.static", "coterie.studio.shell.templatetags.shell"],
        },
    },
]

# -- what the browser fetches ------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = WORKSPACE / "static"
STATICFILES_DIRS = [("report", HERE.parent / "report" / "assets")]  # the drawing library, as reports carry it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# -- people and sessions -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "coterie.studio.screens.account.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address without an account gets no mail
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,30/15m/key", "reset_password": "20/m/ip,5/m/key"}
MFA_ADAPTER = "coterie.studio.screens.account.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "coterie"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an admin made the account; there may be no mail server to verify by
PASSWORD_RESET_TIMEOUT = 24 * 3600
SETUP_TOKEN = os.environ.get("COTERIE_SETUP_TOKEN", "")  # asked for at /setup/ where others can reach the address
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # so that nobody can lock another person out from elsewhere
AXES_USERNAME_CALLABLE = "coterie.studio.accounts.address.account_of"
AXES_CLIENT_IP_CALLABLE = "coterie.studio.accounts.address.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "coterie.studio.shell.errors.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
SESSION_COOKIE_AGE = (12 if PRODUCTION else 7 * 24) * 3600
SESSION_COOKIE_NAME = "coterie_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "coterie_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "coterie.studio.shell.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- what protects the page --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from the machine itself
# The names beside and below the studio's belong to others: it does not speak for them.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [f"https://{name.lstrip('.')}" for name in HOSTS if name != "*"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = incoming_of(WORKSPACE)  # on the same disk, so that a file is moved, not copied
FILE_UPLOAD_HANDLERS = ["coterie.studio.screens.data.handler.DiskHandler"]
UPLOAD_LIMIT = int(float(os.environ.get("COTERIE_UPLOAD_GB", "4")) * 2**30)  # bytes of one file

# -- programs ----------------------------------------------------------------------------------------------------------
# Calls that a key may make in a minute, counted by each server process.
API_RATES = {"score": 120_000, "read": 6_000, "run": 600, "edit": 600, "pii": 6_000}

# -- the demo ----------------------------------------------------------------------------------------------------------
DEMO_STUDY = os.environ.get("COTERIE_DEMO_STUDY", "")  # folder of a study that `coterie demo` has made

# -- jobs --------------------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "coterie.studio.runs.backend.Leased"}}
JOB_TICKS = (
    "coterie.studio.projects.webhooks.send_due",
    "coterie.studio.api.once.forget_old",
    "coterie.studio.projects.retention.carry_out",
    "coterie.studio.runs.compacting.compact_when_due",
)
JOB_ENDED = ("coterie.studio.api.announcing.job_ended",)

# -- mail and log ------------------------------------------------------------------------------------------------------
globals().update(mail(os.environ.get("COTERIE_SMTP", ""), os.environ.get("COTERIE_FROM", "")))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},  # it would write addresses of people
    },
}
