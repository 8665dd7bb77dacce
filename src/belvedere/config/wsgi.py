"""The site as a WSGI application."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from belvedere.site.observatory import house

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belvedere.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
house(None)  # opens the evidence before anybody waits for it
gc.freeze()  # what is loaded stays: to search it for garbage halts a page for a tenth of a second
