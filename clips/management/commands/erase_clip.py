"""Erase a clip for good at the terminal, for a court order or a privacy request."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from clips import roles
from clips.models import Clip
from clips.operations.erasing import plan_erasure
from clips.operations.erasure import erase_clip
from clips.operations.erasure_words import tell_what_goes, tell_what_stays
from clips.operations.errors import Erased, Refusal


class Command(BaseCommand):
    help = "Erases a clip for good, wherever its words are kept, after saying what will go. Nothing brings it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER", help="the number of the clip")
        parser.add_argument("--reason", required=True, help="stays in the journal; repeat nothing of the clip in it")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, number: int, reason: str, yes: bool, **options: Any) -> None:
        clip = Clip.objects.filter(pk=number).first()
        if clip is None:
            raise CommandError(_("There is no clip with the number %(number)d.") % {"number": number})
        if clip.erased_at is not None:
            raise CommandError(Erased().sentence)
        self._tell(clip)
        if not yes and not self._is_sure(number):
            raise CommandError(_("Nothing was erased."))
        try:
            erase_clip(clip, by=roles.SYSTEM, reason=reason)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(_("Erased for good. Only the number %(number)d is left.") % {"number": number})

    def _tell(self, clip: Clip) -> None:
        plan = plan_erasure(clip)
        self.stdout.write(f"{clip.pk}: {clip.headline}")
        for title, sentences in ((_("What goes"), tell_what_goes(plan)), (_("What stays"), tell_what_stays(plan))):
            self.stdout.write(f"\n{title}")
            for sentence in sentences:
                self.stdout.write(f"  - {sentence}")
        self.stdout.write("")

    def _is_sure(self, number: int) -> bool:
        """Only who types the number means this clip."""
        try:
            return input(_("Type the number to erase the clip for good: ")).strip() == str(number)
        except (EOFError, KeyboardInterrupt):
            return False
