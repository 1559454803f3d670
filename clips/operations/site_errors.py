"""Named refusals around what the site says of itself: its corrections, its pages and its settings."""

from datetime import datetime
from math import floor

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from clips.operations.errors import NameMissing, Refusal


class NotCorrectable(Refusal):
    """Readers do not have the clip: it is a draft, scheduled, expired or withdrawn."""

    message = _("Only what readers can see is corrected. This clip is not public.")


class CorrectionSuperseded(Refusal):
    message = _("Another correction has already taken the place of this one.")


class CounterStatementRuns(Refusal):
    """The clip would leave the readers while a counter-statement has to stand under it."""

    message = _(
        "A counter-statement has to stand under this clip. Only a manager can take it off the site or let it"
        " expire, with a reason."
    )


class CounterStatementNeedsReason(CounterStatementRuns):
    """Of somebody who may take the clip down, or let it expire, all the same."""

    message = _(
        "A counter-statement has to stand under this clip. To take it off the site all the same, or to let it"
        " expire, please give a reason."
    )


class ClipEndsBefore(Refusal):
    """The clip expires before the counter-statement may end."""

    field = "runs_until"
    message = _("The clip expires earlier, on %(moment)s. Please change that first.")

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment=date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT"))


class AccentUnknown(Refusal):
    """What was typed is no colour."""

    field = "accent"
    message = _("Please write the colour as # with six digits or letters, such as #0b5a5e.")


class AccentTooPale(Refusal):
    """`colour` cannot be read on the paper of the site; `nearest` can."""

    field = "accent"
    message = _(
        "This colour is too pale to be read on the paper of the site: its contrast is %(has)s to 1, and %(needs)s to 1 "
        "are needed. The nearest that can be read is %(nearest)s."
    )

    def __init__(self, has: float, needs: float, nearest: str) -> None:
        # Never up to the number that would do.
        shown = {"has": number_format(floor(has * 10) / 10, 1), "needs": number_format(needs, 1)}
        super().__init__(**shown, nearest=nearest)


class FooterLinkWrong(Refusal):
    field = "footer_links"
    message = _("“%(title)s” needs an address that begins with https://, or with / for a page of this site.")


class FooterLinkNameless(Refusal):
    field = "footer_links"
    message = _("What shall readers see for %(url)s? Please give it a title.")


class FooterLinksTooMany(Refusal):
    field = "footer_links"
    message = _("At most %(most)d links stand at the foot.")


class PictureIsLogo(Refusal):
    message = _("This picture is the logo of the site.")


class TitleMissing(NameMissing):
    """Of a page."""

    field = "title"
    message = _("A title is needed, with at least one letter or digit.")


class PageStale(Refusal):
    message = _("Somebody else has saved this page meanwhile. Nothing was changed; your text is still here.")


class PageNeeded(Refusal):
    """The law asks for it."""

    message = _("The page “%(title)s” cannot be deleted: the law asks for it.")
