"""All settings in one file; the environment decides.

KORTELIJN_ENV is `demo` (the default in a clone), `test` or `production` (the default once installed).
"""

import hashlib
import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kortelijn.config import environment, logs
from kortelijn.config.postgres import Cluster
from kortelijn.config.strict_templates import Undefined

PACKAGE_DIR = Path(__file__).resolve().parent.parent
BASE_DIR = PACKAGE_DIR.parent
IN_CLONE = (BASE_DIR / "pyproject.toml").exists()

ENV = os.environ.get("KORTELIJN_ENV") or ("demo" if IN_CLONE else "production")
if ENV not in {"demo", "test", "production"}:
    raise ImproperlyConfigured("KORTELIJN_ENV moet demo, test of production zijn.")
if "KORTELIJN_ENV" not in os.environ and ENV == "demo" and os.environ.get("KORTELIJN_HOSTS"):
    # A site for others that was started from a clone must not become a demo, which lets anybody in, by omission.
    raise ImproperlyConfigured("KORTELIJN_HOSTS is gezet: zet dan ook KORTELIJN_ENV=production (of demo).")
PRODUCTION = ENV == "production"
TESTING = ENV == "test"
if PRODUCTION:
    environment.require(os.environ)

DATA_DIR = Path(os.environ.get("KORTELIJN_DATA") or BASE_DIR / "var").absolute()
DEBUG = not PRODUCTION and os.environ.get("KORTELIJN_DEBUG") == "1"
SECRET_KEY = os.environ.get("KORTELIJN_SECRET_KEY") or environment.kept_secret(DATA_DIR / "secret_key")

# --- Addresses -------------------------------------------------------------------------------------------------
HOSTS = environment.listed(os.environ.get("KORTELIJN_HOSTS", ""))
ALLOWED_HOSTS = HOSTS if PRODUCTION else [*HOSTS, "localhost", "127.0.0.1", "[::1]"]
PUBLIC_URL = os.environ.get("KORTELIJN_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [environment.origin(PUBLIC_URL)]
ROOT_URLCONF = "kortelijn.config.urls"
WSGI_APPLICATION = "kortelijn.config.wsgi.application"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# --- Apps, from the ground up ----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "kortelijn.kernel",
    "kortelijn.ui",
    "kortelijn.vocabulary",
    "kortelijn.understanding",
    "kortelijn.parties",
    "kortelijn.tasks",
    "kortelijn.residents",
    "kortelijn.directory",
    "kortelijn.consent",
    "kortelijn.ground",
    "kortelijn.ties",
    "kortelijn.steps",
    "kortelijn.upkeep",
    "kortelijn.freshness",
    "kortelijn.rota",
    "kortelijn.voices",
    "kortelijn.initiatives",
    "kortelijn.agreements",
    "kortelijn.ambition",
    "kortelijn.walks",
    "kortelijn.gatherings",
    "kortelijn.finding",
    "kortelijn.maps",
    "kortelijn.competences",
    "kortelijn.lifestyle",
    "kortelijn.referrals",
    "kortelijn.succession",
    "kortelijn.turnover",
    "kortelijn.insights",
    "kortelijn.wall",
    "kortelijn.interop",
    "kortelijn.startkit",
    "kortelijn.archive",
    "kortelijn.web",
    "kortelijn.config",
    # Invented people with a one-click login: never in production.
    *([] if PRODUCTION else ["kortelijn.demo"]),
    # After ours, so that our templates win from theirs.
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # for the apps of others; our keys are UUIDv7

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kortelijn.config.compression.CompressionMiddleware",
    "kortelijn.config.logs.RequestLogMiddleware",
    "kortelijn.config.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kortelijn.parties.middleware.ActorMiddleware",
    "kortelijn.web.middleware.NetworkLanguageMiddleware",
    "kortelijn.web.middleware.RefusedMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kortelijn.web.navigation.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kortelijn.ui.templatetags.ui",
            ],
            "string_if_invalid": Undefined() if TESTING else "",
        },
    }
]

FORM_RENDERER = "kortelijn.ui.forms.Renderer"

# --- Database, cache, jobs -------------------------------------------------------------------------------------
CLUSTER = Cluster(DATA_DIR / ("postgres-test" if TESTING else "postgres"), fast=TESTING)
DATABASES: dict[str, dict[str, Any]] = {
    "default": environment.database_from_url(os.environ.get("DATABASE_URL") or CLUSTER.url())
}
if TESTING:
    # Each run has a database of its own, so that two runs in one clone do not meet.
    DATABASES["default"]["TEST"] = {"NAME": f"test_kortelijn_{os.environ.get('KORTELIJN_TEST_RUN', os.getpid())}"}
# On PostgreSQL because rate limits must count over all workers and machines; it is used for little else.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- Login -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "parties.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_ADAPTER = "kortelijn.parties.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever logs in has just typed a code from that very address
ACCOUNT_USER_DISPLAY = "kortelijn.parties.adapter.name_of"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # somebody who was not invited gets no mail; the screen says the same to all
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Kortelijn"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # browsers allow http on localhost, the library must too
OIDC_URL = os.environ.get("KORTELIJN_OIDC_URL", "")
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the one provider below is the organization's own, and vouches for addresses
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = environment.oidc_provider(os.environ) if OIDC_URL else {}

# --- Safety ----------------------------------------------------------------------------------------------------
# Cookies know no ports: two clones on one machine must not log each other out.
COOKIE_MARK = "" if PRODUCTION else "_" + hashlib.sha256(os.fsencode(DATA_DIR)).hexdigest()[:8]
COOKIE_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session{COOKIE_MARK}"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf{COOKIE_MARK}"
CSRF_FAILURE_VIEW = "kortelijn.web.views.stale.stale"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the preload list is for the owner of the domain to decide
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# KORTELIJN_PROXIES says how many proxies of our own stand in front; only then their headers are believed.
PROXIES = int(os.environ.get("KORTELIJN_PROXIES", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
WALK_PLAN_SECONDS = int(os.environ.get("KORTELIJN_WALK_PLAN_SECONDS", "30"))  # how long the planner of walks searches
TILES_URL, TILES_CREDIT = environment.tiles(os.environ.get("KORTELIJN_TILES", ""))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # The QR code for setting up a second factor; and tiles of the map, only where a setting names them.
        "img-src": [SELF, "data:", *([environment.origin(TILES_URL)] if TILES_URL else [])],
        "frame-ancestors": [NONE],
        # A form that logs in through the organization's own provider is sent on to it.
        "form-action": [SELF, *([environment.origin(OIDC_URL)] if OIDC_URL else [])],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Mail ------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KORTELIJN_MAIL_FROM", "Kortelijn <noreply@kortelijn.example>")
if os.environ.get("KORTELIJN_MAIL_URL"):
    globals().update(environment.mail_from_url(os.environ["KORTELIJN_MAIL_URL"]))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# --- Language and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "taal"
# The second holds our words for what other packages say.
LOCALE_PATHS = [PACKAGE_DIR / "locale", PACKAGE_DIR / "ui/wording/locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "NL"
PHONENUMBER_DB_FORMAT = "E164"

# --- Files -----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
COLLECTED = not (TESTING or DEBUG)  # tests and debugging serve the files where they stand
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "media"

LOGGING = logs.settings(os.environ.get("KORTELIJN_LOG_LEVEL", "WARNING"))
