"""Settings of the site. It has no database yet: it reads the store in BELVEDERE_HOME."""

import os
import secrets

from belvedere.evidence.store import home

HOME = home()
SECRET_KEY = os.environ.get("BELVEDERE_SECRET") or secrets.token_urlsafe(50)
DEBUG = False
# Behind a proxy that knows its names, any Host is answered: no page depends on it.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "belvedere.config.urls"
WSGI_APPLICATION = "belvedere.config.wsgi.application"
INSTALLED_APPS = ["django.contrib.staticfiles", "belvedere.site"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "belvedere.site.middleware.headers",
    "belvedere.site.middleware.errors",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "APP_DIRS": False,
    "DIRS": [],
    "OPTIONS": {
        "loaders": [("django.template.loaders.cached.Loader", [
            "django.template.loaders.app_directories.Loader"])],
        "builtins": ["belvedere.site.templatetags.told"],
    },
}]
DATABASES: dict = {}
CACHES = {"default": {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": HOME / "cache" / "pages",
    "TIMEOUT": None,
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}}
# Seconds for which a page is waited for; one that takes longer is made in the background.
PATIENCE = float(os.environ.get("BELVEDERE_PATIENCE", "2"))
USE_I18N = False  # both languages stand in the templates, side by side
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [HOME / "assets"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
LOGGING_CONFIG = None
