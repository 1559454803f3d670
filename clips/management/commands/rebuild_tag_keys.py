"""Write the keys anew under which tags are found, and which tags may be one; nothing of it is typed by people."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from clips.management.progress import Progress
from clips.models import Tag
from clips.operations.tag_keys import rebuild_keys


class Command(BaseCommand):
    help = "Works out again under which keys tags are found and which may be one. Needed after a change of its rules."

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(self.stderr, Tag.objects.count()) as progress:
            number = rebuild_keys(progress.step)
        told = ngettext("The keys of %(count)d tag are right.", "The keys of %(count)d tags are right.", number)
        self.stdout.write(told % {"count": number})
