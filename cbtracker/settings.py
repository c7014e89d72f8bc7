"""Settings of every cbtracker process, read from the environment by `cbtracker.env`."""

import logging
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from cbtracker.env import Environment
from cbtracker.logs import configure_structlog, logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

DEBUG = env.boolean("DEBUG", False)
DEMONSTRATION = env.boolean("DEMONSTRATION", False)
if DEMONSTRATION and not DEBUG:
    raise ImproperlyConfigured("DEMONSTRATION is on while DEBUG is off. Set DEMONSTRATION to false, or DEBUG to true.")

SECRET_KEY = env.secret("SECRET_KEY", "only-for-development-" + "x" * 40 if DEBUG else None)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if DEBUG else None)
SITE_URL = env.url("SITE_URL", "http://127.0.0.1:8000" if DEBUG else None).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS", [SITE_URL])
PROXY_COUNT = env.whole_number("PROXY_COUNT", 0)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "cbtracker.web",
    "cbtracker.audit",
    "cbtracker.outbox",
    "cbtracker.health",
    "cbtracker.accounts",
    "cbtracker.rest",
    "areas",
    "requests_log",
    "families",
    "rollout",
    "rollout.workstrands",
    "cbtracker.digests",
    "cbtracker.papers",
    "cbtracker.places",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_structlog",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cbtracker.web.middleware.Common",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cbtracker.web.middleware.DatabaseAway",
    "cbtracker.web.middleware.sane_requests",
    "cbtracker.web.middleware.private_pages",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "cbtracker.urls"
WSGI_APPLICATION = "cbtracker.wsgi.application"

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "NAME": "jinja",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "cbtracker.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "cbtracker.web.context.page",
                "cbtracker.places.navigation.navigation",
            ],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

DATABASES = {
    "default": {
        "CONN_MAX_AGE": env.whole_number("CONN_MAX_AGE", 600),
        # After a restart of the database each process would else answer once with a connection that is gone.
        "CONN_HEALTH_CHECKS": True,
        **env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'cbtracker.sqlite3'}" if DEBUG else None),
    }
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A host that is gone without a word holds nobody for longer than this, in seconds and in milliseconds.
    _options: Any = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 10000, **_options}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# "default" is shared by all processes, in a table, because tries to sign in are counted in it; "local" is each
# process's own, for what is cheap to make twice and dear to ask a database for.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cbtracker_cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "cbtracker.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "cbtracker.accounts.forms.SignInForm",
    "reset_password": "cbtracker.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "cbtracker.accounts.forms.ResetPasswordKeyForm",
    "change_password": "cbtracker.accounts.forms.ChangePasswordForm",
    "set_password": "cbtracker.accounts.forms.SetPasswordForm",
    "reauthenticate": "cbtracker.accounts.forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# allauth counts for us too: files that people who are not signed in have checked, by address.
ACCOUNT_RATE_LIMITS = {"check_paper": "30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
INVITATION_DAYS = env.whole_number("INVITATION_DAYS", 14)
SIGN_OFF_DAYS = env.whole_number("SIGN_OFF_DAYS", 14)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *([BASE_DIR / "build" / "assets"] if (BASE_DIR / "build" / "assets").is_dir() else []),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "cbtracker.web.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
IMPORT_MAX_BYTES = 20 * 1024 * 1024
DOCUMENT_MAX_BYTES = 10 * 1024 * 1024
LARGEST_BODY = 5 * IMPORT_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

API_PER_MINUTE_PERSON = env.whole_number("API_PER_MINUTE_PERSON", 600, least=1)
API_PER_MINUTE_TOKEN = env.whole_number("API_PER_MINUTE_TOKEN", 300, least=1)
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "cbtracker.rest.schema.ApiSchema",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Community Budgets tracker",
    "DESCRIPTION": "Everything that the pages of cbtracker can do. See docs/api.md for a guide.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["cbtracker.rest.schema.add_components"],
}

STALE_AFTER_DAYS = env.whole_number("STALE_AFTER_DAYS", 14)
OUTBOX_CARRIER = "mail"
globals().update(env.mail("EMAIL_URL", "demonstration://" if DEMONSTRATION else "consolemail://" if DEBUG else None))
if env.text("EMAIL_URL", "") == "demonstration://" and not DEMONSTRATION:
    raise ImproperlyConfigured(
        "EMAIL_URL is demonstration:// while DEMONSTRATION is off. Set EMAIL_URL to a mail server."
    )
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
if OUTBOX_CARRIER == "notify":
    NOTIFY_API_KEY = env.matching("NOTIFY_API_KEY", f".*{UUID}-{UUID}", "an API key of GOV.UK Notify")
    NOTIFY_TEMPLATE_ID = env.matching("NOTIFY_TEMPLATE_ID", UUID, "the ID of an email template of GOV.UK Notify")
    NOTIFY_URL = env.url("NOTIFY_URL", "https://api.notifications.service.gov.uk")
OUTBOX_KEEP_DAYS = env.whole_number("OUTBOX_KEEP_DAYS", 400, least=30)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "cbtracker@localhost")
EMAIL_TIMEOUT = 10
CELERY_BROKER_URL = env.url(
    "CELERY_BROKER_URL", "redis://127.0.0.1:6379/0", schemes=("redis", "rediss", "unix", "memory")
)
# A broker that hangs must not hang a process for longer than this (STACK.md: over 40 s without).
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 2, "max_retries": 1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Longer than any of ours may take; a task that hangs would else hold its process for good.
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "cbtracker.health.scheduler:ForgetfulScheduler"
OUTBOX_EVERY_SECONDS = env.whole_number("OUTBOX_EVERY_SECONDS", 30)
# What has been asked for again since need not be done: else a queue of thousands would wait for a worker that was away.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for name, task, seconds in (
        ("deliver-outbox", "cbtracker.outbox.tasks.deliver_outbox", OUTBOX_EVERY_SECONDS),
        ("requeue-stranded", "cbtracker.outbox.tasks.requeue_stranded", 60),
        ("prune-outbox", "cbtracker.outbox.tasks.prune_outbox", 3600),
        ("prune-rest", "cbtracker.rest.tasks.prune_rest", 3600),
        ("send-call-reminders", "requests_log.tasks.send_call_reminders", 900),
        ("queue-digests", "cbtracker.digests.tasks.queue_digests", 900),
        ("prepare-drafts", "cbtracker.papers.tasks.prepare_drafts", 900),
    )
}

# The address in a log line would be the proxy's, or whatever the client says it is.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = PROXY_COUNT > 0
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
PROCESS_NAME = env.text("PROCESS_NAME", "")
LOG_LEVEL = env.one_of("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
LOGGING = logging_settings(readable=DEBUG, level=LOG_LEVEL)
configure_structlog()
