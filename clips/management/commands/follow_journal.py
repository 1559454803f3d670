"""Follow the journal, and tell caches and other programs outside what readers see otherwise now."""

import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clips.cache.receivers.base import Receiver
from clips.cache.receivers.purge import Purge
from clips.cache.receivers.webhook import Webhook
from clips.management.following import follow

# Seconds between two looks into the journal.
PAUSE = 0.2


class Command(BaseCommand):
    help = "Runs until it is stopped. Delivers every change to PURGE_URL and WEBHOOK_URL, in order and at least once."

    def handle(self, *args: Any, **options: Any) -> None:
        receivers = list_receivers()
        if not receivers:
            raise CommandError(_("Nobody to tell: set PURGE_URL or WEBHOOK_URL."))
        stopped = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_received: stopped.set())
        follow(receivers, goes_on=lambda: not stopped.is_set(), pause=PAUSE)


def list_receivers() -> list[Receiver]:
    found: list[Receiver] = []
    if settings.PURGE_URL:
        found.append(Purge(settings.PURGE_URL, settings.PURGE_HEADER))
    if settings.WEBHOOK_URL:
        found.append(Webhook(settings.WEBHOOK_URL, settings.WEBHOOK_SECRET))
    return found
