"""Make the crops of pictures that came into the library before there were any, or whose files were lost."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from clips.management.progress import Progress
from clips.models import Picture
from clips.operations.picture_files import make_all_crops


class Command(BaseCommand):
    help = "Makes the crops for search engines and shared links that are missing. What is there costs one look each."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        with Progress(self.stderr, Picture.objects.count()) as progress:
            number = make_all_crops(progress.step)
        if verbosity > 0:
            told = ngettext("%(count)d picture has its crops.", "%(count)d pictures have their crops.", number)
            self.stdout.write(told % {"count": number})
