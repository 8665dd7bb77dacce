"""Settings of the site and the register, which live in BELVEDERE_HOME."""

import os
import secrets
from urllib.parse import unquote, urlsplit

import dj_database_url

from belvedere.evidence.store import home

HOME = home()
SECRET_KEY = os.environ.get("BELVEDERE_SECRET") or secrets.token_urlsafe(50)
DEBUG = False
# Behind a proxy that knows its names, any Host is answered: no page depends on it.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "belvedere.config.urls"
WSGI_APPLICATION = "belvedere.config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages",
    "django.contrib.staticfiles", "belvedere.site",
    "belvedere.register.accounts", "belvedere.register.organisations",
    "belvedere.register.administration", "belvedere.register.exchange",
    "belvedere.register.people", "belvedere.register.proposals",
    "belvedere.register.curation",
    "belvedere.register.desk.apps.Desk", "belvedere.register.clinical",
    "belvedere.register.partnerships",
    "belvedere.register.transfer",
    "belvedere.register.funding",
]
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["belvedere.register.accounts.sessions.Backend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "belvedere.site.middleware.headers",
    "belvedere.site.middleware.small_enough",
    "django.middleware.http.ConditionalGetMiddleware",
    # A page that does not ask who reads it touches neither session nor database.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "belvedere.site.middleware.language",
    "belvedere.site.middleware.errors",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": False,
    "DIRS": [],
    "OPTIONS": {
        "loaders": [("django.template.loaders.cached.Loader", [
            "django.template.loaders.app_directories.Loader"])],
        "builtins": ["belvedere.site.templatetags.told", "belvedere.site.templatetags.walk",
                     "belvedere.register.people.templatetags.people"],
        "context_processors": [
            "django.template.context_processors.request",
            "django.template.context_processors.csrf",
            "django.contrib.messages.context_processors.messages",
            "belvedere.site.observatory.house",
        ],
    },
}]
# Nothing to set up by default; where several write at once, a PostgreSQL address.
if ADDRESS := os.environ.get("BELVEDERE_DATABASE"):
    DATABASES = {"default": dj_database_url.parse(ADDRESS, conn_max_age=600)}
else:
    DATABASES = {"default": {
        "ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "register.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE", "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"},
    }}
CACHES = {"default": {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": HOME / "cache" / "pages",
    "TIMEOUT": None,
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}, "books": {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2_000},
}}
# How many of the editions that changes of the register made are kept; 0 keeps all.
EDITIONS = int(os.environ.get("BELVEDERE_EDITIONS", "50"))
# Seconds for which a page is waited for; one that takes longer is made in the background.
PATIENCE = float(os.environ.get("BELVEDERE_PATIENCE", "2"))
# Own texts stand in both languages side by side in the templates; this is for Django's own.
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
USE_TZ = True
TIME_ZONE = os.environ.get("BELVEDERE_TIME_ZONE", "Europe/Paris")
SESSION_ENGINE = "belvedere.register.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
# Where the site is reached by https, as it must be when people sign in from elsewhere.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("BELVEDERE_HTTPS") == "1"
SECURE_HSTS_SECONDS = 365 * 86400 if SESSION_COOKIE_SECURE else 0
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "belvedere.site.middleware.stale_form"
CSRF_TRUSTED_ORIGINS = os.environ.get("BELVEDERE_ORIGINS", "").split()
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# How many proxies before the site tell truly from where they were asked.
PROXIES = int(os.environ.get("BELVEDERE_PROXIES", "0"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
# Where readers find the site, https://belvedere.example.org: links in mails begin with it.
ADDRESS = os.environ.get("BELVEDERE_ADDRESS", "").rstrip("/")
# smtp+tls://user:password@host:587; without one no mail is sent, and links are handed over.
_MAIL = urlsplit(os.environ.get("BELVEDERE_MAIL", ""))
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("BELVEDERE_MAIL_FROM") or "belvedere@localhost"
# A provider of OpenID Connect, beside local accounts; none by default.
OPENID_ISSUER = os.environ.get("BELVEDERE_OPENID_ISSUER", "")
OPENID_CLIENT = os.environ.get("BELVEDERE_OPENID_CLIENT", "")
OPENID_SECRET = os.environ.get("BELVEDERE_OPENID_SECRET", "")
OPENID_NAME = os.environ.get("BELVEDERE_OPENID_NAME", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A request with files in it; above, it is refused before it is read.
LARGEST_REQUEST = 30_000_000
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"} for name in (
        "UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator",
        "NumericPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"user_attributes": ("name", "email")}
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
STATIC_URL = "/static/"
STATICFILES_DIRS = [HOME / "assets"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
LOGGING_CONFIG = None
