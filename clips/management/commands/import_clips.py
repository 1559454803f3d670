"""Take in clips from text, HTML and JSON Lines files, one transaction each, and say what became of every one."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clips import roles
from clips.management.importing import SUFFIXES, Entry, count_entries, read_files
from clips.management.progress import Progress
from clips.models import Clip
from clips.operations import imports
from clips.operations.correction_imports import import_correction
from clips.operations.dossier_imports import import_dossier
from clips.operations.errors import Refusal
from clips.operations.page_imports import import_page
from clips.operations.restoring import is_empty_newsroom
from clips.operations.wire import Known, bind_imported_lines, import_clip
from clips.text.items import (
    ClipItem,
    CorrectionItem,
    DossierItem,
    NoticeRuleItem,
    NoticeVersionItem,
    PageItem,
    PictureItem,
    SectionItem,
    SiteItem,
    TagItem,
)

LONG = 200


class Command(BaseCommand):
    help = "Takes in clips from .txt, .html and .jsonl files. What is refused is listed at the end; the rest is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--as", dest="username", metavar="USER", help="act as this person, with their rights")
        parser.add_argument("--publish", action="store_true", help="publish what names no status of its own")
        parser.add_argument("--media", type=Path, metavar="DIR", help="the folder that export_clips --media wrote")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        self.by, self.publish, self.media = self._person(options["username"]), options["publish"], options["media"]
        self.known = Known(keeps_numbers=is_empty_newsroom())
        self.taken: list[tuple[Entry, Clip]] = []
        self.refused: list[Entry] = []
        self.new = 0
        _check_files(files)
        total = count_entries(files)
        with Progress(self.stderr, total if total >= LONG else 0) as progress:
            for entry in read_files(files):
                self._take(entry)
                progress.step()
        self._bind()
        self._summarise()

    def _person(self, username: str | None) -> Any:
        if not username:
            return roles.SYSTEM
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(_("There is nobody called “%(name)s”.") % {"name": username})
        return person

    def _take(self, entry: Entry) -> None:
        if entry.item is None:
            self._refuse(entry, entry.reason)
            return
        try:
            self._import(entry)
        except Refusal as refusal:
            self._refuse(entry, refusal.sentence)
        except OSError as error:
            self._refuse(entry, f"{error.strerror}: {error.filename}")
        except (IntegrityError, DataError) as error:
            # The last resort: what no check of ours saw, the database itself refused, and nothing of it is kept.
            self._refuse(entry, str(error).splitlines()[0])

    def _import(self, entry: Entry) -> None:
        match entry.item:
            case ClipItem() as item:
                imported = import_clip(item, self.known, by=self.by, publish=self.publish)
                self.taken.append((entry, imported.clip))
                self.new += imported.is_new
                self.stdout.write(f"{settings.SITE_URL}{imported.clip.get_absolute_url()}")
                for warning in (*entry.warnings, *imported.left_out):
                    self.stdout.write(f"    {warning}")
            case SectionItem() as item:
                if self.known.keeps_numbers and not self.known.cleared:
                    imports.clear_first_section(self.known, by=self.by)
                imports.import_section(item, self.known, by=self.by)
            case TagItem() as item:
                imports.import_tag(item, self.known, by=self.by)
            case NoticeVersionItem() as item:
                imports.import_notice_version(item, self.known, by=self.by)
            case NoticeRuleItem() as item:
                imports.import_notice_rule(item, self.known, by=self.by)
            case SiteItem() as item:
                imports.import_site(item, self.known, by=self.by)
            case PageItem() as item:
                import_page(item, self.known, by=self.by)
            case DossierItem() as item:
                self._import_dossier(item)
            case CorrectionItem() as item:
                import_correction(item, self.known, by=self.by)
            case PictureItem() as item:
                data = ((self.media or Path(settings.MEDIA_ROOT)) / Path(item.file)).read_bytes()
                imports.import_picture(item, data, self.known, by=self.by)

    def _import_dossier(self, item: DossierItem) -> None:
        missing = import_dossier(item, self.known, by=self.by)
        if missing:
            told = {"name": item.name, "numbers": ", ".join(map(str, missing))}
            self.stdout.write(_("“%(name)s” goes without these clips, which were not taken in: %(numbers)s") % told)

    def _bind(self) -> None:
        for entry, clip in self.taken:
            if isinstance(entry.item, ClipItem) and entry.item.more:
                try:
                    bind_imported_lines(clip, entry.item, self.known, by=self.by)
                except Refusal as refusal:
                    self._refuse(entry, refusal.sentence)

    def _refuse(self, entry: Entry, reason: Any) -> None:
        self.refused.append(entry)
        self.stderr.write(f"{entry.file}:{entry.line}: {reason}")

    def _summarise(self) -> None:
        count = len(self.taken)
        words = ngettext("%(count)d clip taken in, %(new)d of it new.", "%(count)d clips taken in, %(new)d new.", count)
        self.stdout.write(words % {"count": count, "new": self.new})
        if self.refused:
            number = len(self.refused)
            raise CommandError(ngettext("%(count)d refused.", "%(count)d refused.", number) % {"count": number})


def _check_files(files: list[Path]) -> None:
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            raise CommandError(_("%(file)s: only .txt, .html and .jsonl files can be taken in.") % {"file": file})
        if not file.is_file():
            raise CommandError(_("%(file)s: there is no such file.") % {"file": file})
