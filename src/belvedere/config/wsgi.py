"""The site as a WSGI application."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
gc.freeze()  # what is loaded stays: to search it for garbage halts a page for a tenth of a second
