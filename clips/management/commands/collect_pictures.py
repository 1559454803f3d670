"""Delete picture files that no picture and no revision names; uploads do the same, a part at a time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from clips.operations.picture_files import collect_all


class Command(BaseCommand):
    help = "Deletes picture files that nothing names and that are older than a day. Nobody has to run it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say which files these are")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        names = list(collect_all(dry_run=dry_run))
        number = len(names)
        self.stdout.write("".join(f"{name}\n" for name in names), ending="")
        if dry_run:
            told = ngettext("%(count)d file would be deleted.", "%(count)d files would be deleted.", number)
        else:
            told = ngettext("%(count)d file deleted.", "%(count)d files deleted.", number)
        self.stderr.write(told % {"count": number}, style_func=str)
