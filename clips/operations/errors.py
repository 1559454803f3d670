"""Named refusals: each carries the sentence that the person reads, and the field it belongs to."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Refusal(Exception):
    """An operation was asked for something it will not do; nothing was changed.

    `field` names the form field at fault ("" for the whole), `sentence` is what the person reads.
    """

    field = ""
    message: Any = ""

    def __init__(self, **values: Any) -> None:
        super().__init__(values)
        self.values = values

    @property
    def sentence(self) -> str:
        return str(self.message % self.values)

    def __str__(self) -> str:
        return self.sentence


class NotAllowed(Refusal):
    """The person lacks the permission for this verb, or for this thing."""

    message = _("You are not allowed to do this.")


class Stale(Refusal):
    """Somebody saved since the form was opened; `current` in `values` is the row as it now stands."""

    message = _("Somebody else has saved this clip meanwhile. Nothing was changed; your text is still here.")


class NothingChanged(Refusal):
    """Nothing differs from what readers have, so there is nothing to keep beside it or to publish."""

    message = _("Nothing differs from what is published.")


class Erased(Refusal):
    """The clip was erased for good: only its number is left."""

    message = _("This clip was erased. It cannot be changed or published any more.")


class ClipGone(Refusal):
    """A clip that was never public was deleted since the person opened it."""

    message = _("This clip is no longer there.")


class RevisionMissing(Refusal):
    message = _("There is no revision %(number)d of this clip.")


class Incomplete(Refusal):
    """Fields are missing or wrong; `problems` maps a field to its sentence."""

    def __init__(self, problems: dict[str, Any]) -> None:
        super().__init__()
        self.problems = problems

    @property
    def sentence(self) -> str:
        return " ".join(str(problem) for problem in self.problems.values())


class WrongStatus(Refusal):
    """The thing is not in a state in which this can be done."""

    message = _("This cannot be done: the clip is %(status)s.")


class EmbargoNotOver(Refusal):
    field = "publish_at"
    message = _("Under embargo until %(until)s: publish it then or later.")

    def __init__(self, until: datetime) -> None:
        super().__init__(until=date_format(timezone.localtime(until), "SHORT_DATETIME_FORMAT"))


class TagRefused(Refusal):
    """A tag name is empty, too long, or may not be made by this person."""

    field = "tags"


class TagBlocked(TagRefused):
    message = _("The tag “%(name)s” is blocked: %(reason)s")


class TagEmpty(TagRefused):
    message = _("A tag needs at least one letter or digit: “%(name)s” has none.")


class TagTooLong(TagRefused):
    message = _("A tag can have at most %(limit)d characters: “%(name)s”.")


class TagNotYours(TagRefused):
    message = _("There is no tag “%(name)s”, and you may not make one.")


class WrongTag(Refusal):
    """The tag is not in a state in which this can be done."""

    message = _("This cannot be done with “%(name)s”: it is %(status)s, or in use.")


class TagInUse(Refusal):
    message = ngettext_lazy(
        "“%(name)s” stands on %(count)d clip. Merge it, or take it from there first.",
        "“%(name)s” stands on %(count)d clips. Merge it, or take it from there first.",
        "count",
    )


class TheSameTag(Refusal):
    message = _("“%(name)s” cannot become itself.")


class AlreadySo(Refusal):
    message = _("“%(name)s”: this is so already.")


class OtherName(Refusal):
    message = _("“%(name)s” is only another name of “%(target)s”. Take that one.")


class OnlySignsDiffer(Refusal):
    message = _("“%(name)s” and “%(other)s” differ only in their signs, and mean different things.")


class MarkedDifferent(Refusal):
    message = _("“%(name)s” and “%(other)s” were marked as different.")


class KindsDiffer(Refusal):
    message = _("“%(name)s” is of another kind: %(kind)s, not %(other)s.")


class NothingToMerge(Refusal):
    message = _("Nothing can be merged. %(why)s")


class NothingToMove(Refusal):
    message = _("None of these clips would change.")


class WikidataWrong(Refusal):
    field = "wikidata"
    message = _("“%(number)s” is no Wikidata number. It is a Q and digits, such as Q1741.")


class UndoRefused(Refusal):
    """`first` in `values` are the later moderations that must be undone before, the newest first."""

    message = _("Later moderations build on this one. Undo those first, the newest before the others.")


class UndoneAlready(Refusal):
    message = _("This was undone already.")


class ChangedSince(Refusal):
    message = _("“%(name)s” was changed since. This cannot be put back any more.")


class HasOtherNames(Refusal):
    message = _("“%(name)s” has other names meanwhile.")


class NoTagOfItsOwn(Refusal):
    message = _("“%(name)s” is no tag of its own any more.")


class NameTaken(Refusal):
    field = "name"
    message = _("There is already “%(name)s”.")


class NameMissing(Refusal):
    field = "name"
    message = _("A name is needed, with at least one letter or digit.")


class SlugTaken(Refusal):
    field = "slug"
    message = _("The address “%(slug)s” is taken, or was once: old links must keep working.")


class RelationRefused(Refusal):
    """A line of “more on this topic” cannot be kept; `line` counts from 1."""

    field = "relations"


class RelationToItself(RelationRefused):
    message = _("Line %(line)d points at this very clip.")


class RelationTwice(RelationRefused):
    message = _("Line %(line)d stands there twice: “%(title)s”.")


class RelationWithoutTitle(RelationRefused):
    message = _("Line %(line)d needs a title.")


class RelationTitleTooLong(RelationRefused):
    message = _("Line %(line)d: a title has at most %(limit)d characters.")


class RelationAddressTooLong(RelationRefused):
    message = _("Line %(line)d: an address has at most %(limit)d characters.")


class RelationAddressWrong(RelationRefused):
    message = _("Line %(line)d: this is no address that begins with https://.")


class RelationAddressUnsafe(RelationRefused):
    message = _("Line %(line)d: an address must begin with https://, not with http://.")


class LinesAreWell(Refusal):
    message = _("None of these lines leads nowhere any more; nothing was changed.")


class LineGoalHidden(Refusal):
    field = "goal"
    message = _("“%(headline)s” is %(state)s: readers would not see the line.")


class InUse(Refusal):
    message = ngettext_lazy(
        "This cannot be deleted: %(count)d clip uses it.", "This cannot be deleted: %(count)d clips use it.", "count"
    )


class LastSection(Refusal):
    message = _("The last section cannot be deleted: every clip needs one.")


class PictureUnusable(Refusal):
    """The file is no picture we can keep; the sentence says why."""

    field = "file"
    message = "%(why)s"


class NoticeUnchanged(Refusal):
    field = "html"
    message = _("Nothing differs from the running version.")


class NoticeInPast(Refusal):
    field = "starts_at"
    message = _("A notice cannot begin in the past.")


class NoticeStale(Refusal):
    message = _("Somebody saved “%(name)s” while you wrote. What you typed is still here; nothing was saved.")


class NoticeRetired(Refusal):
    message = _("“%(name)s” stands nowhere already.")


class NoticeInUse(Refusal):
    """`versions`, `rules` and `clips` count what names it."""

    message = _(
        "“%(name)s” cannot be deleted. Published versions: %(versions)d, rules: %(rules)d, clips that chose it: "
        "%(clips)d. What stood under clips is kept; retire it instead."
    )


class NoticeNeeded(Refusal):
    field = "notice"
    message = _("The notice “%(name)s” may not be left out.")


class RuleThere(Refusal):
    field = "scope"
    message = _("“%(name)s” has a rule for this already.")


class RuleEndsTooEarly(Refusal):
    field = "ends_at"
    message = _("A rule ends after it begins, and not in the past.")


class RuleOver(Refusal):
    message = _("This rule has ended; what was stays as it was.")


class Remembered(Refusal):
    message = _("“%(name)s” once decided which notice stands under clips; their memory needs it, so it stays.")


class RegionUnknown(Refusal):
    field = "remarks"
    message = _("“%(region)s” is no country code; write two capital letters, such as AT.")


class ReasonMissing(Refusal):
    field = "reason"
    message = _("Please give a reason.")


class DossierStale(Refusal):
    message = _("Somebody saved “%(name)s” while you worked on it. Nothing was saved; what you typed is still here.")


class DossierGone(Refusal):
    """Somebody deleted it since the person opened it."""

    message = _("This dossier is no longer there.")


class DossierFull(Refusal):
    field = "clips"
    message = _("A dossier holds at most %(limit)d clips.")


class ClipNotForDossier(Refusal):
    """Erased, never there, a working copy, or not for this person to read: the sentence does not say which."""

    field = "clips"
    message = _("There is no clip number %(number)d that can stand in a dossier.")


class ImportRefused(Refusal):
    """One thing of an import cannot be taken; the sentence says what is wrong with it."""

    message = "%(why)s"


class BufferTooLong(Refusal):
    """What was typed is more than is kept beside a clip; the person must save it."""

    message = _("This is too long to be autosaved. Please save it yourself.")
