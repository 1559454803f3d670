"""Write the whole newsroom to standard output as JSON Lines."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clips.management.exporting import export_items, snapshot
from clips.text.items import Item, PictureItem


class Command(BaseCommand):
    help = "Writes the whole newsroom but people and journal to standard output, one JSON object a line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--media", type=Path, metavar="DIR", help="also copy the original pictures to this folder")

    def handle(self, *args: Any, media: Path | None, **options: Any) -> None:
        # One snapshot: what is saved while this runs is not half in it.
        with snapshot():
            for item in export_items():
                self.stdout.write(item.write())
                if media is not None:
                    self._copy(item, media)

    def _copy(self, item: Item, media: Path) -> None:
        if not isinstance(item, PictureItem):
            return
        target = media / item.file
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with default_storage.open(item.file) as file:
                target.write_bytes(file.read())
        except OSError as error:
            raise CommandError(f"{item.file}: {error.strerror}") from error
