"""Clips: one row is what readers see, and `Clip.objects.public(at)` is the only gate to it."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from clips.models.clip_rules import CONSTRAINTS, INDEXES
from clips.models.keys import LATEST, PUBLIC, section_list_key, tag_list_key
from clips.models.paths import path_to
from clips.models.pictures import Picture
from clips.models.relations import Relation
from clips.models.site import Site
from clips.models.tags import ClipTag, ReadOnlyTags, Tag, TagQuerySet


class ClipQuerySet(models.QuerySet["Clip"]):
    """`list_keys` are the keys of the list that it is: what a change of any clip in it touches."""

    list_keys: tuple[str, ...] = (PUBLIC,)

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # Django's own, and every queryset is made by it
        clone.list_keys = self.list_keys
        return clone

    def as_list(self, *keys: str) -> Self:
        """The same in the name of a list of its own."""
        named = self._clone()
        named.list_keys = keys
        return named

    def of_section(self, section: int) -> Self:
        """What its page lists."""
        return self.filter(section=section).as_list(section_list_key(section))

    def of_all(self) -> Self:
        """What the home page lists: every change of a clip touches it."""
        return self.as_list(LATEST)

    def public(self, at: datetime) -> Self:
        """What readers may see at that moment, for pages, lists, feeds and machines alike.

        In long lists narrower bounds go before it: of several upper bounds SQLite looks up the first in the index.
        """
        return self.not_over(at).filter(publish_at__lte=at)

    def not_over(self, at: datetime) -> Self:
        """What readers see at that moment, or will see."""
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=at), status=Clip.Status.PUBLISHED)

    def published(self) -> Self:
        """Published in the sense of the desk: live, scheduled or expired."""
        return self.filter(status=Clip.Status.PUBLISHED)

    def scheduled(self, at: datetime) -> Self:
        return self.published().filter(publish_at__gt=at)

    def expired(self, at: datetime) -> Self:
        return self.published().filter(expire_at__lte=at)

    def expiring(self, at: datetime, until: datetime) -> Self:
        """Published ones that readers lose after the one moment and not after the other."""
        return self.published().filter(expire_at__gt=at, expire_at__lte=until)

    def gone(self) -> Self:
        """Withdrawn after readers could see them: these addresses answer 410."""
        return self.filter(status=Clip.Status.WITHDRAWN, first_published_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(status=Clip.Status.DRAFT)

    def in_review(self) -> Self:
        return self.filter(status=Clip.Status.IN_REVIEW)

    def handed_over(self) -> Self:
        """Submitted or published: somebody besides its author reads it."""
        return self.filter(status__in=[Clip.Status.IN_REVIEW, Clip.Status.PUBLISHED])

    def withdrawn(self) -> Self:
        return self.filter(status=Clip.Status.WITHDRAWN)

    def not_erased(self) -> Self:
        return self.filter(erased_at=None)

    def by_author(self, user_id: int) -> Self:
        return self.filter(created_by=user_id)

    def newest_first(self) -> Self:
        return self.order_by("-publish_at", "-id")

    def older_than(self, cursor: "Clip") -> Self:
        """What follows that clip in `newest_first`; a row comparison, so that the index is used."""
        return self.filter(
            Q(publish_at__lt=cursor.publish_at) | Q(publish_at=cursor.publish_at, id__lt=cursor.pk),
            publish_at__lte=cursor.publish_at,
        )

    def newer_than(self, cursor: "Clip") -> Self:
        """What stands before that clip in `newest_first`; the nearest first."""
        later = Q(publish_at__gt=cursor.publish_at) | Q(publish_at=cursor.publish_at, id__gt=cursor.pk)
        return self.filter(later, publish_at__gte=cursor.publish_at).order_by("publish_at", "id")

    def with_turn(self, at: datetime) -> Self:
        """Each with `earlier_number` and `later_number`, of the nearest public ones in its section.

        One look into the index for each.
        """
        here = Clip(pk=OuterRef("pk"), publish_at=OuterRef("publish_at"))
        same = Clip.objects.filter(section=OuterRef("section"))
        near = {"earlier_number": same.older_than(here).newest_first(), "later_number": same.newer_than(here)}
        return self.annotate(**{name: Subquery(rows.public(at).values("pk")[:1]) for name, rows in near.items()})

    def listed_under(self, tag: Tag, before: "Clip | None" = None) -> Self:
        """Published clips of one tag, the newest first or from that clip on; the through table's index gives the order.

        All that is asked of the relation stands in one filter: a second one would join the table again, and sort.
        """
        found = Q(listed__publish_at__isnull=False)
        if before is not None:
            earlier = Q(listed__publish_at__lt=before.publish_at)
            same_time = Q(listed__publish_at=before.publish_at, listed__content_object_id__lt=before.pk)
            found = Q(earlier | same_time, listed__publish_at__lte=before.publish_at)
        return self._listed(tag, found)

    def listed_between(self, tag: Tag, start: datetime, end: datetime) -> Self:
        """Those of `listed_under` from these days alone."""
        return self._listed(tag, Q(listed__publish_at__gte=start, listed__publish_at__lt=end))

    def _listed(self, tag: Tag, found: Q) -> Self:
        rows = FilteredRelation("clip_tags", condition=Q(clip_tags__tag=tag))
        order = ("-listed__publish_at", "-listed__content_object_id")
        return self.alias(listed=rows).filter(found).order_by(*order).as_list(tag_list_key(tag.pk))

    def tagged(self, tag: Tag) -> Self:
        """Those of them with this tag: one look into an index for each, so that they stay in their order."""
        row = ClipTag.objects.filter(content_object=OuterRef("pk"), tag=tag).order_by().values("pk")[:1]
        found = self.alias(tagged=Subquery(row)).filter(tagged__isnull=False)
        return found.as_list(*self.list_keys, tag_list_key(tag.pk))

    def carrying(self, tag: Tag) -> Self:
        """Clips in any state with this tag, those that got it last first: the rows of a tag lie in this order."""
        rows = FilteredRelation("clip_tags", condition=Q(clip_tags__tag=tag))
        return self.alias(carried=rows).filter(carried__isnull=False).order_by("-carried__id")

    def with_words(self, words: Iterable[str]) -> Self:
        """Those with every one of these pieces of a headline key; read in the narrow index of the keys alone."""
        found = Clip.with_copies.order_by()
        for word in words:
            found = found.filter(headline_key__contains=word)
        return self.filter(pk__in=found.values("pk"))

    def tags_in_use(self) -> TagQuerySet:
        """The tags with a page of their own that list at least one of these clips.

        One look into the index for each tag: PostgreSQL would answer EXISTS by joining all clips to all tags.
        """
        listed = self.filter(clip_tags__tag=OuterRef("pk"), clip_tags__publish_at__isnull=False)
        newest = listed.order_by("-clip_tags__publish_at").values("pk")[:1]
        return Tag.objects.public_unindexed().alias(newest=Subquery(newest)).filter(newest__isnull=False)

    def any_public(self, at: datetime, *conditions: Q) -> tuple[bool, ...]:
        """For each condition whether a public clip meets it; one query, on a table of one row, for every 500.

        The order of this queryset decides which index finds the first one: without it PostgreSQL reads the table.
        """
        batches = (conditions[start : start + 500] for start in range(0, len(conditions), 500))
        found = chain.from_iterable(self.first_of_each(at, *batch).get() for batch in batches)
        return tuple(number is not None for number in found)

    def first_of_each(self, at: datetime, *conditions: Q) -> models.QuerySet[Any, Any]:
        """For each condition the number of the first public clip that meets it, or None: one row of a table of one."""
        found = (self.filter(condition).public(at).values("pk")[:1] for condition in conditions)
        return Site.objects.values_list(*(Subquery(rows) for rows in found))

    def newest_in_each(self, sections: Iterable[int], count: int, at: datetime) -> models.QuerySet[Any, Any]:
        """The numbers of so many public ones of each section, section by section, the newest first, or None.

        One row, on a table of one row; the index of the section finds each of them.
        """
        lists = [self.filter(section=section).newest_first().public(at).values("pk") for section in sections]
        return Site.objects.values_list(
            *(Subquery(rows[place : place + 1]) for rows in lists for place in range(count))
        )

    def published_between(self, start: datetime, end: datetime) -> Self:
        return self.filter(publish_at__gte=start, publish_at__lt=end)

    def with_headline(self, key: str | OuterRef) -> Self:
        return self.filter(headline_key=key)

    def without_notice(self) -> Self:
        """Those that chose to do without; where the notice is not optional, that counts for nothing."""
        return self.filter(notice_choice=Clip.NoticeChoice.NONE)

    def showing(self, picture: Picture) -> Self:
        """Those with this picture, in themselves or in their working copy."""
        copies = Clip.with_copies.copies().filter(picture=picture).values_list("working_copy_of", flat=True)
        return self.filter(Q(picture=picture) | Q(pk__in=list(copies)))

    def copies(self) -> Self:
        """Working copies, of `Clip.with_copies` only."""
        return self.filter(working_copy_of__isnull=False)

    def opened_as(self, numbers: Iterable[int]) -> Self:
        """What the desk opens under these numbers: the clips and, of `Clip.with_copies`, their working copies."""
        return self.filter(Q(pk__in=numbers) | Q(working_copy_of__in=numbers))

    def with_line_here(self, at: datetime) -> Self:
        """Each with `line_here`, the number of a line of a live or scheduled clip that points at it, or None.

        One look into an index for each clip: PostgreSQL would answer EXISTS by reading all lines.
        """
        lines = Relation.objects.of_shown(at).filter(target=OuterRef("pk")).order_by()
        return self.annotate(line_here=Subquery(lines.values("pk")[:1]))

    def second_of_headline(self) -> Subquery:
        """For lines that wait: the number of a second published clip with that headline, or None."""
        found = self.published().with_headline(OuterRef("headline_key")).order_by("pk")
        return Subquery(found.values("pk")[1:2])

    def with_pending(self) -> Self:
        """Clips that know the status of their working copy without another query (`Clip.pending`)."""
        copy = Clip.with_copies.filter(working_copy_of=OuterRef("pk"))
        return self.annotate(pending_status=Subquery(copy.values("status")[:1]))


class ClipManager(models.Manager.from_queryset(ClipQuerySet)):  # type: ignore[misc]  # made at run time
    """What is called a clip everywhere: working copies are none, also in every reverse relation."""

    def get_queryset(self) -> ClipQuerySet:
        return super().get_queryset().filter(working_copy_of__isnull=True)


class Clip(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class NoticeChoice(models.TextChoices):
        SITE = "site", _("the site's notice")
        OWN = "own", _("another notice")
        NONE = "none", _("no notice")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")

    section = models.ForeignKey("clips.Section", models.PROTECT, related_name="clips", verbose_name=_("Section"))
    headline = models.CharField(_("Headline"), max_length=200)
    headline_key = models.CharField(max_length=250, editable=False)
    slug = models.SlugField(max_length=80, editable=False)
    kicker = models.CharField(_("Kicker"), max_length=80, blank=True)
    lede = models.TextField(_("Lede"), blank=True)
    body = models.TextField(_("Text"), blank=True)
    picture = models.ForeignKey(
        "clips.Picture", models.PROTECT, null=True, blank=True, related_name="clips", verbose_name=_("Picture")
    )
    caption = models.CharField(_("Caption here"), max_length=500, blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.GERMAN)
    byline = models.CharField(_("Byline"), max_length=120, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("Publish at"), null=True, blank=True)
    expire_at = models.DateTimeField(_("Expires at"), null=True, blank=True)
    embargoed_until = models.DateTimeField(_("Embargo until"), null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    notice_choice = models.CharField(max_length=4, choices=NoticeChoice, default=NoticeChoice.SITE)
    notice = models.ForeignKey("clips.Notice", models.PROTECT, null=True, blank=True, related_name="clips")
    noindex = models.BooleanField(_("Keep out of search engines"), default=False)
    # Why readers do not see what changed in it; "" where they do.
    history_hidden = models.CharField(max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # No index of its own: a whole one would tempt SQLite to read all clips that are no copies through it.
    working_copy_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="copies", db_index=False, editable=False
    )
    original_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=300, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="clips", editable=False
    )
    created_at = models.DateTimeField(editable=False)
    saved_at = models.DateTimeField(_("Saved"), editable=False)

    tags = TaggableManager(
        through=ClipTag,
        manager=ReadOnlyTags,
        ordering=["clip_tags__position", "clip_tags__id"],
        related_name="clips",
        blank=True,
    )

    objects = ClipManager()
    with_copies = ClipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Clip")
        verbose_name_plural = _("Clips")
        default_permissions = ()
        permissions = [
            ("view_clips", _("Read all clips at the desk")),
            ("create_clip", _("Write clips")),
            ("edit_clip", _("Edit own drafts")),
            ("edit_any_clip", _("Edit all clips")),
            ("submit_clip", _("Submit clips for review")),
            ("return_clip", _("Return clips to their author")),
            ("publish_clip", _("Publish and schedule clips")),
            ("publish_changes", _("Publish changes of published clips")),
            ("discard_changes", _("Discard unpublished changes")),
            ("restore_revision", _("Restore earlier revisions")),
            ("withdraw_clip", _("Withdraw clips")),
            ("erase_clip", _("Erase clips for good")),
            ("share_clip", _("Share previews of clips")),
            ("hide_history", _("Hide from readers what changed in a clip")),
            ("show_history", _("Show readers again what changed in a clip")),
            ("delete_clip", _("Delete drafts")),
            ("import_clip", _("Import clips from files")),
        ]
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return path_to("public:clip-detail", self.pk, self.slug)

    def get_changes_url(self) -> str:
        return path_to("public:clip-changes", self.pk, self.slug)

    def is_public(self, at: datetime) -> bool:
        """The same answer as `Clip.objects.public(at)`, for a row already at hand."""
        begun = self.publish_at is not None and self.publish_at <= at
        over = self.expire_at is not None and self.expire_at <= at
        return self.status == self.Status.PUBLISHED and begun and not over

    @property
    def state(self) -> str:
        """The desk's word: a status, erased, or for published clips live, scheduled or expired right now."""
        if self.status != self.Status.PUBLISHED or self.publish_at is None:
            return self.status if self.erased_at is None else "erased"
        now = timezone.now()
        if self.publish_at > now:
            return "scheduled"
        return "expired" if self.expire_at is not None and self.expire_at <= now else "live"

    @property
    def modified_at(self) -> datetime | None:
        """For machines, which take no change for one from before the publishing: somebody may have moved that on."""
        return max(filter(None, (self.publish_at, self.changed_at)), default=None)

    @property
    def list_date(self) -> datetime | None:
        """The date under which tag lists hold it: None unless it is published."""
        return self.publish_at if self.status == self.Status.PUBLISHED else None

    @property
    def working_copy(self) -> "Clip | None":
        return Clip.with_copies.filter(working_copy_of=self.pk).first()

    @property
    def pending(self) -> str:
        """The status of the clip's working copy, "" without one; lists bring it along (`with_pending`)."""
        if "pending_status" in self.__dict__:
            return self.__dict__["pending_status"] or ""
        return Clip.with_copies.filter(working_copy_of=self.pk).values_list("status", flat=True).first() or ""

    @property
    def open_status(self) -> str:
        """The status of what is edited: of the working copy, which for a published clip begins as a draft."""
        begun = self.Status.DRAFT if self.status == self.Status.PUBLISHED else self.status
        return self.pending or begun

    @property
    def desk_number(self) -> int:
        """The number under which the desk opens it: a working copy has no page of its own."""
        return self.working_copy_of_id or self.pk

    @property
    def public_tags(self) -> list[Tag]:
        """Approved tags in order, the leading one first; reads the prefetched rows where there are any."""
        return [row.tag for row in self.clip_tags.all() if row.tag.is_public]
