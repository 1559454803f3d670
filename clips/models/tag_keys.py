"""Keys under which a tag is found and by which two are alike; derived from names, and kept by operations."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import connection, models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from clips.models.tags import Tag

# Above every letter, so that "begins with" is a range that SQLite finds in its index.
LAST = "\U0010ffff"


class TagKeyQuerySet(models.QuerySet["TagKey"]):
    def beginning(self, kind: str, text: str) -> Self:
        """Keys that begin with the text; each database does this with the index in its own way."""
        rows = self.filter(kind=kind)
        if connection.vendor == "sqlite":
            return rows.filter(key__gte=text, key__lt=text + LAST)
        return rows.filter(key__startswith=text)

    def as_long_as(self, text: str, within: int) -> Self:
        """Keys that are about as long as the text."""
        bounds = (len(text) - within, len(text) + within)
        return self.alias(length=Length("key")).filter(length__range=bounds)

    def found_by(self, starts: Iterable[str], stem: str) -> Self:
        """Keys of names with a word that begins with one of the texts, or with words of these stems."""
        rows = self.filter(kind__in=[TagKey.Kind.STEM, TagKey.Kind.PART], key=stem)
        for text in starts:
            rows |= self.beginning(TagKey.Kind.START, text)
        return rows

    def of_public_tags(self) -> Self:
        """Keys of tags that readers see, and of the other names of these."""
        active = Tag.Status.ACTIVE
        leads = models.Q(tag__alias_of=None) | models.Q(tag__alias_of__status=active)
        return self.filter(leads, tag__status=active)


class TagKey(models.Model):
    """One key of one name, of an alias too. Blocked names have none."""

    class Kind(models.TextChoices):
        # From the beginning of each word to the end of the name, spelt plainly: what entry looks up.
        START = "start"
        # The whole name, spelt plainly, without spaces.
        SPELLING = "spelling"
        # The stems of its words, in their order; sorted; and each shorter run of them.
        STEM = "stem"
        WORDS = "words"
        PART = "part"
        # The first letters of its words; and a name that is itself an acronym.
        INITIALS = "initials"
        ACRONYM = "acronym"

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="keys", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=200)

    objects = TagKeyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["tag", "kind", "key"], name="tag_key_once")]
        indexes = [
            models.Index(fields=["kind", "key"], opclasses=["varchar_ops", "varchar_pattern_ops"], name="tag_key_found")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class TagLikenessQuerySet(models.QuerySet["TagLikeness"]):
    def best_first(self) -> Self:
        return self.select_related("first", "second").order_by("-score", "id")

    def of(self, *tags: Tag) -> Self:
        numbers = [tag.pk for tag in tags]
        return self.filter(models.Q(first__in=numbers) | models.Q(second__in=numbers))


class TagLikeness(models.Model):
    """Two tags that may be one, and the strongest rule that says so; only between tags that stand for themselves."""

    class Rule(models.TextChoices):
        SPELLING = "spelling", _("the same but for the spelling of umlauts, spaces or accents")
        STEM = "stem", _("the same word in another form")
        WORDS = "words", _("the same words in another order")
        ACRONYM = "acronym", _("one is the short form of the other")
        PART = "part", _("one stands inside the other")

    first = models.ForeignKey(Tag, models.CASCADE, related_name="likeness_first", db_index=False)
    second = models.ForeignKey(Tag, models.CASCADE, related_name="likeness_second")
    rule = models.CharField(max_length=8, choices=Rule)
    score = models.PositiveIntegerField()

    objects = TagLikenessQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="tag_likeness_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="tag_likeness_in_order"),
        ]
        indexes = [models.Index(models.F("score").desc(), "id", name="tag_likeness_best")]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.second_id}: {self.rule}"


class TagDifferenceQuerySet(models.QuerySet["TagDifference"]):
    def between(self, some: Any, others: Any) -> Self:
        """Pairs with one tag (or number) in each of the two sets."""
        there = models.Q(first__in=some, second__in=others)
        back = models.Q(first__in=others, second__in=some)
        return self.filter(there | back)


class TagDifference(models.Model):
    """Two tags of which a moderator said that they are different things: never offered again, never merged."""

    first = models.ForeignKey(Tag, models.CASCADE, related_name="difference_first", db_index=False)
    second = models.ForeignKey(Tag, models.CASCADE, related_name="difference_second")

    objects = TagDifferenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="tag_difference_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="tag_difference_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.second_id}"
