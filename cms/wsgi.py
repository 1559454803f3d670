"""The WSGI application that granian serves: the page store, unless it is switched off, and Django behind it."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application: WSGIApplication = get_wsgi_application()
if settings.PAGE_STORE:
    # Only now: it reads models.
    from clips.cache.store import PageStore

    application = PageStore(application, settings.PAGE_STORE)
