"""Fill a newsroom with invented clips, a million if need be, to see how it bears them."""

from random import Random
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.management.invention.language import Language
from clips.management.invention.newsroom import Inventor
from clips.management.invention.surroundings import enliven, surround
from clips.management.progress import Progress
from clips.models import Clip
from clips.operations.bulk_imports import import_clips, settle_tables, widen_cache

BATCH: Final = 1_000


class Command(BaseCommand):
    help = "Invents so many clips, with all that stands around them, for trying out. They are there to stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N", help="how many clips")
        parser.add_argument("--add", action="store_true", help="also where there are clips already")
        parser.add_argument("--yes", action="store_true", help="also on a site that the public can read")
        parser.add_argument("--seed", type=int, default=1, help="another number invents others; 1 unless named")

    def handle(self, *args: Any, count: int, add: bool, yes: bool, seed: int, **options: Any) -> None:
        _refuse(count, add, yes)
        widen_cache()
        dice = Random(seed)  # noqa: S311  no secret
        language = Language(dice)
        around = surround(language, count)
        # What is invented next depends on what is there, so that no run repeats the one before.
        last = Clip.with_copies.order_by("-pk").values_list("pk", flat=True).first() or 0
        dice.seed(f"{seed}:{last}")
        inventor = Inventor(language, count, timezone.now(), around)
        met, numbers = set[str](), list[int]()
        with Progress(self.stderr, count) as progress:
            for first in range(0, count, BATCH):
                batch = inventor.batch(first, min(BATCH, count - first))
                numbers += import_clips(batch, met, by=roles.SYSTEM)
                inventor.remember(numbers[-len(batch) :])
                for _clip in batch:
                    progress.step()
        enliven(language, numbers)
        settle_tables()
        told = ngettext("%(count)d clip was invented.", "%(count)d clips were invented.", count)
        self.stdout.write(told % {"count": count})


def _refuse(count: int, add: bool, yes: bool) -> None:
    if count < 1:
        raise CommandError(_("How many clips?"))
    if settings.SITE_URL.startswith("https:") and not yes:
        told = _("%(site)s looks like a site that the public reads. Say --yes to fill it with invented clips.")
        raise CommandError(told % {"site": settings.SITE_URL})
    if Clip.with_copies.exists() and not add:
        raise CommandError(_("There are clips here already. Say --add to put invented ones among them."))
