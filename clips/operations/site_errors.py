"""Named refusals around what the site says of itself: its corrections, its pages and its settings."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clips.operations.errors import Refusal


class NotCorrectable(Refusal):
    """Readers do not have the clip: it is a draft, scheduled, expired or withdrawn."""

    message = _("Only what readers can see is corrected. This clip is not public.")


class CorrectionSuperseded(Refusal):
    message = _("Another correction has already taken the place of this one.")


class CounterStatementRuns(Refusal):
    """The clip would leave the readers while a counter-statement has to stand under it."""

    message = _("A counter-statement has to stand under this clip. Only a manager can take it down, with a reason.")


class ClipEndsBefore(Refusal):
    """The clip expires before the counter-statement may end."""

    field = "runs_until"
    message = _("The clip expires earlier, on %(moment)s. Please change that first.")

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment=date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT"))


class PictureIsLogo(Refusal):
    message = _("This picture is the logo of the site.")


class PageStale(Refusal):
    message = _("Somebody else has saved this page meanwhile. Nothing was changed; your text is still here.")


class PageNeeded(Refusal):
    """The law asks for it."""

    message = _("The page “%(title)s” cannot be deleted: the law asks for it.")
