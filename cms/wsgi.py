"""The WSGI application that granian serves: the page store, unless it is switched off, and Django behind it."""

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application: WSGIApplication = get_wsgi_application()
# Only now: they read models.
if settings.PAGE_STORE:
    from clips.cache.counts import FOLDER
    from clips.cache.store import PageStore

    counted_in = settings.VAR_DIR / FOLDER if settings.METRICS_TOKEN else None
    application = PageStore(application, settings.PAGE_STORE, counted_in)
else:
    from clips.cache.unstored import Unstored

    application = Unstored(application)
