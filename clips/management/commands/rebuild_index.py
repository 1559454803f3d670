"""Write the search index anew from the clips; nothing of it is typed by people."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from clips.management.progress import Progress
from clips.models import Clip
from clips.operations.indexing import rebuild_index


class Command(BaseCommand):
    help = "Writes the search index anew. Needed after a change of its rules; readers can search meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(self.stderr, Clip.objects.not_erased().count()) as progress:
            number = rebuild_index(progress.step)
        told = ngettext("%(count)d clip can be found.", "%(count)d clips can be found.", number)
        self.stdout.write(told % {"count": number})
