"""Tags and their place on clips: one name for one thing, aliases one step deep, the first tag leads."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import _TaggableManager
from taggit.models import ItemBase

from clips.models.paths import path_to
from clips.text.naming import match_key


class TagQuerySet(models.QuerySet["Tag"]):
    def public(self) -> Self:
        """Tags with a page of their own: approved, and no mere other name."""
        return self.filter(status=Tag.Status.ACTIVE, alias_of=None)

    def public_unindexed(self) -> Self:
        """The same tags as `public`, where another index shall find or order them.

        SQLite, which knows no frequencies before ANALYZE, takes a status for rare and would read all active ones;
        what is excluded in one it looks up in no index.
        """
        return self.exclude(Q(alias_of__isnull=False) | Q(status__in=[Tag.Status.PROPOSED, Tag.Status.BLOCKED]))

    def proposed(self) -> Self:
        """Names that wait for a moderator."""
        return self.filter(status=Tag.Status.PROPOSED)

    def beside(self, tag: "Tag", clips: models.QuerySet[Any]) -> Self:
        """The others with a page of their own that stand on these clips of that tag, those on the most of them first.

        Whatever else has these tags does not count: it would change this order, and nobody tells this tag's page.
        """
        found = self.public_unindexed().filter(clip_tags__content_object__in=clips).exclude(pk=tag.pk)
        return found.alias(shared=Count("clip_tags")).order_by("-shared", "name")

    def blocked(self) -> Self:
        return self.filter(status=Tag.Status.BLOCKED)

    def used_on(self, clips: int) -> Self:
        """Tags with a page of their own that stand on exactly so many clips, by name: an index has this order."""
        return self.public().filter(use_count=clips).order_by("name")

    def other_names(self) -> Self:
        return self.filter(alias_of__isnull=False)

    def named(self, *names: str) -> Self:
        """Every tag, alias, proposal or blocked name whose match key is that of one of the names."""
        return self.filter(match_key__in={match_key(name) for name in names})

    def starting_with(self, text: str) -> Self:
        """Names of which a word begins with the text; proposals and aliases too, blocked names never."""
        key = match_key(text)
        begins = Q(match_key__startswith=key) | Q(match_key__contains=f" {key}")
        return self.filter(begins).exclude(status=Tag.Status.BLOCKED)


class Tag(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    """A tag, an alias of one (`alias_of`), a proposal, or a blocked name; unique by match key."""

    class Status(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("tag", "active")
        PROPOSED = "proposed", _("proposed")
        BLOCKED = "blocked", _("blocked")

    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic")
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        PLACE = "place", _("place")
        EVENT = "event", _("event")

    name = models.CharField(_("Name"), max_length=100)
    match_key = models.CharField(max_length=150, editable=False)
    slug = models.SlugField(_("Address"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind, default=Kind.TOPIC)
    description = models.TextField(_("Description"), blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.ACTIVE)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    wikidata = models.CharField(_("Wikidata number"), max_length=20, blank=True)
    alias_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="aliases")
    use_count = models.PositiveIntegerField(_("Clips"), default=0, editable=False)
    origin = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tag")
        verbose_name_plural = _("Tags")
        default_permissions = ()
        permissions = [
            ("view_tag", _("See the tags at the desk")),
            ("propose_tag", _("Propose tags")),
            ("create_tag", _("Create tags")),
            ("edit_tag", _("Edit tags")),
            ("approve_tag", _("Approve proposed tags")),
            ("map_tag", _("Map proposed tags to others")),
            ("reject_tag", _("Reject proposed tags")),
            ("merge_tags", _("Merge tags")),
            ("rename_tag", _("Rename tags")),
            ("split_tag", _("Split tags")),
            ("retag_clips", _("Change the tags of many clips")),
            ("alias_tag", _("Give tags other names")),
            ("unalias_tag", _("Make other names tags of their own")),
            ("block_tag", _("Block tag names")),
            ("unblock_tag", _("Unblock tag names")),
            ("delete_tag", _("Delete unused tags")),
            ("separate_tags", _("Mark tags as different")),
        ]
        indexes = [
            models.Index(fields=["status", "name"], name="tag_by_status"),
            models.Index(fields=["-use_count", "name"], name="tag_by_use"),
            # Other names have no uses either: without the condition they would hide the unused ones.
            models.Index(
                fields=["use_count", "name"],
                condition=Q(status="active", alias_of__isnull=True),
                name="tag_own_by_use",
            ),
            models.Index(fields=["alias_of"], condition=Q(alias_of__isnull=False), name="tag_alias_of"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["match_key"], name="tag_match_key_unique"),
            models.UniqueConstraint(fields=["slug"], name="tag_slug_unique"),
            models.CheckConstraint(condition=~Q(match_key=""), name="tag_has_match_key"),
            models.CheckConstraint(condition=~Q(slug=""), name="tag_has_slug"),
            models.CheckConstraint(condition=Q(status__in=["active", "proposed", "blocked"]), name="tag_status_known"),
            models.CheckConstraint(
                condition=Q(alias_of__isnull=True) | (Q(status="active") & ~Q(alias_of=F("id"))),
                name="tag_alias_is_active_and_not_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("public:tag-detail", self.slug)

    @property
    def target(self) -> "Tag":
        """The tag that this name stands for: itself unless it is an alias. One query for an alias."""
        return self.alias_of or self

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.ACTIVE

    @property
    def is_proposed(self) -> bool:
        return self.status == self.Status.PROPOSED


class TagsAreReadOnly(TypeError):
    """`clip.tags` was written to past the operations, which keep order, counts, aliases and the journal."""


class ReadOnlyTags(_TaggableManager):
    """taggit's manager for reading; every way of writing raises TagsAreReadOnly."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TagsAreReadOnly("Tags of a clip are written by operations only.")

    add = set = remove = clear = create = get_or_create = update_or_create = bulk_create = _refuse


class ClipTag(ItemBase):
    """One tag on one clip; `publish_at` repeats the clip's while it is published, so that lists need one index."""

    content_object = models.ForeignKey("clips.Clip", models.CASCADE, related_name="clip_tags")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="clip_tags")
    # No unique constraint on the position: it would break every shift of the order.
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager["ClipTag"]()

    class Meta:
        default_permissions = ()
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="clip_tag_once"),
        ]
        indexes = [
            models.Index(
                "tag",
                F("publish_at").desc(),
                F("content_object").desc(),
                condition=Q(publish_at__isnull=False),
                name="clip_tag_public_list",
            ),
            models.Index(fields=["content_object", "position"], name="clip_tag_in_order"),
        ]
