"""What stood under a clip, from when to when and why: the notice memory at the terminal."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clips.models import Clip
from clips.models.notice_history import Stretch, begins_at, describe_stretch, list_stretches
from clips.models.notice_places import tell_why


class Command(BaseCommand):
    help = "Says what stood under a clip: on one minute, or from the beginning of its memory until now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER", help="the number of the clip")
        parser.add_argument("--at", metavar="MINUTE", help="one minute, such as 2026-05-04T14:05; the site's zone")
        parser.add_argument("--json", action="store_true", dest="as_json", help="the whole answer as JSON")

    def handle(self, *args: Any, number: int, at: str | None, as_json: bool, **options: Any) -> None:
        clip = Clip.objects.filter(pk=number).first()
        if clip is None:
            raise CommandError(_("There is no clip with the number %(number)d.") % {"number": number})
        stretches = self._find(clip, at)
        if as_json:
            self.stdout.write(json.dumps([describe_stretch(row) for row in stretches], ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{clip.pk}: {clip.headline}")
        if not stretches:
            self.stdout.write(_tell_none(clip))
        for stretch in stretches:
            self._tell(stretch, end="" if at is not None else " – …")

    def _find(self, clip: Clip, at: str | None) -> list[Stretch]:
        if at is not None:
            minute = read_minute(at)
            return list_stretches(clip, minute, minute + timedelta(minutes=1))
        begin = begins_at(clip)
        return list_stretches(clip, begin, timezone.now()) if begin is not None else []

    def _tell(self, stretch: Stretch, end: str) -> None:
        """`end` is said of what goes on after all that was asked for: until now, or beyond one minute."""
        described = describe_stretch(stretch)
        version = described["notice"]
        until = f" – {localtime(stretch.until):%Y-%m-%d %H:%M:%S}" if stretch.until is not None else end
        self.stdout.write(f"\n{localtime(stretch.since):%Y-%m-%d %H:%M:%S}{until}  {tell_why(stretch.memory)}")
        if version is not None:
            who = version["published_by"] or _("The system")
            words = {"name": version["name"], "number": version["version"], "who": who}
            self.stdout.write("  " + _("%(name)s, version %(number)d, by %(who)s") % words)
            self.stdout.write("  " + version["text"].replace("\n", "\n  "))


def _tell_none(clip: Clip) -> str:
    if clip.erased_at is not None:
        return _("This clip was erased, and with it what stood under it.")
    return _("This clip was never published: no notice ever stood under it.")


def read_minute(text: str) -> datetime:
    """A minute of the site's zone, or of the zone that it names."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(_("“%(text)s” is no minute; write 2026-05-04T14:05.") % {"text": text})
    return (timezone.make_aware(moment) if timezone.is_naive(moment) else moment).replace(second=0, microsecond=0)
