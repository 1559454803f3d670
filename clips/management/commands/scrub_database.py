"""Clean the database's own files of what was erased, where that was not possible right after an erasure."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clips.operations.erasure import TOUCHED
from clips.operations.scrubbing import rewrite_database


class Command(BaseCommand):
    help = "Cleans the database's files of erased words; erase_clip does it itself unless others use the database."

    def handle(self, *args: Any, **options: Any) -> None:
        if not rewrite_database(*TOUCHED):
            raise CommandError(
                _("Others are using the database. Try again at a quiet moment, or stop the server first.")
            )
        self.stdout.write(_("The files of the tables hold nothing of what was erased."))
