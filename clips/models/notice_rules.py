"""Rules: under which clips a notice stands and when; the most specific one wins, and the past stays as it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clips.models.keys import NOTICE_RULES, notice_key
from clips.models.notices import Notice, NoticeVersion
from clips.models.tag_pasts import TagPast


class NoticeRuleQuerySet(models.QuerySet["NoticeRule"]):
    def at(self, moment: datetime) -> Self:
        """The rules in effect at a moment, also a past one, each with `tag_then`: what its tag stood for.

        One query. A rule stays with its tag, and a tag that became another name takes its rule along; so merging
        touches no rule, and undoing it brings everything back.
        """
        open_ = Q(ends_at=None) | Q(ends_at__gt=moment)
        return self.filter(open_, starts_at__lte=moment).with_tag_then(moment).select_related("notice")

    def with_tag_then(self, moment: datetime) -> Self:
        target = TagPast.objects.filter(tag=OuterRef("tag"), since__lte=moment).order_by("-since", "-id")
        return self.annotate(
            tag_then=Coalesce(Subquery(target.values("target")[:1]), F("tag_id"), output_field=BigIntegerField())
        )

    def standing_for(self, tags: Iterable[int], moment: datetime) -> Self:
        """Those for one of these tags, or for a name that stood for one of them at that moment."""
        return self.with_tag_then(moment).filter(tag_then__in=list(tags))

    def for_site(self, notice: Notice) -> Self:
        return self.filter(scope=NoticeRule.Scope.SITE, notice=notice)

    def not_over(self, at: datetime) -> Self:
        """In effect or planned; one that was called off before it began is neither."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at)).exclude(ends_at=F("starts_at"))


class NoticeRule(models.Model):
    """One notice for all clips of a tag, a section, a language, or the site, from a moment on, until another.

    What began is never changed but for its end, and an end that has passed never moves: the memory reads it.
    """

    class Scope(models.TextChoices):
        TAG = "tag", _("Tag")
        SECTION = "section", _("Section")
        LANGUAGE = "language", _("Language")
        SITE = "site", _("Whole site")

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="rules", verbose_name=_("Notice"))
    scope = models.CharField(_("Applies to"), max_length=8, choices=Scope)
    tag = models.ForeignKey("clips.Tag", models.PROTECT, null=True, blank=True, related_name="notice_rules")
    section = models.ForeignKey("clips.Section", models.PROTECT, null=True, blank=True, related_name="notice_rules")
    language = models.CharField(max_length=2, blank=True)
    priority = models.SmallIntegerField(_("Priority"), default=0)
    starts_at = models.DateTimeField(_("Applies from"))
    ends_at = models.DateTimeField(_("Applies until"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    objects = NoticeRuleQuerySet.as_manager()
    # Brought along by `with_tag_then`.
    tag_then: int | None

    class Meta:
        verbose_name = _("Rule for a notice")
        verbose_name_plural = _("Rules for notices")
        ordering = ["-starts_at", "-id"]
        default_permissions = ()
        permissions = [
            ("create_notice_rule", _("Say where notices stand")),
            ("edit_notice_rule", _("Change the priority and end of rules for notices")),
            ("end_notice_rule", _("End rules for notices")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="tag", tag__isnull=False, section__isnull=True, language="")
                | Q(scope="section", tag__isnull=True, section__isnull=False, language="")
                | Q(scope="language", tag__isnull=True, section__isnull=True, language__in=["de", "en"])
                | Q(scope="site", tag__isnull=True, section__isnull=True, language=""),
                name="notice_rule_fits_scope",
            ),
            # Equal: it was called off before it began.
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="notice_rule_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="notice_rule_starts"),
            models.Index(fields=["ends_at"], name="notice_rule_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.scope} {self.subject}"

    @property
    def subject(self) -> Any:
        """What it was made for: a tag, a section, a language's code, or "" for the site."""
        return {"tag": self.tag, "section": self.section, "language": self.language}.get(self.scope, "")

    def is_open(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)


RANKS: Final = {scope: rank for rank, scope in enumerate(NoticeRule.Scope.values)}


@dataclass(frozen=True)
class NoticeFacts:
    """What decides about the notice of one clip; `tags` are the numbers of all its tags in their order."""

    choice: str
    notice: int | None
    tags: tuple[int, ...]
    section: int
    language: str


@dataclass(frozen=True)
class Verdict:
    """What stands under a clip: a version, or None; and why.

    `rule` is the one that put it there, None where the clip chose for itself. `left_out` is the version that would
    stand there, had the clip not chosen to do without.
    """

    version: NoticeVersion | None = None
    rule: NoticeRule | None = None
    left_out: NoticeVersion | None = None


NOTHING: Final = Verdict()


def read_facts(clip: Any) -> NoticeFacts:
    """The facts of a clip as its rows stand now; reads the prefetched tags where there are any.

    One that no table has brings the numbers of its tags along, as `typed_tags`.
    """
    stored = () if clip._state.adding else clip.clip_tags.all()
    tags = getattr(clip, "typed_tags", None) or tuple(row.tag_id for row in stored)
    return NoticeFacts(clip.notice_choice, clip.notice_id, tags, clip.section_id, clip.language)


def find_rules(facts: NoticeFacts, rules: Iterable[NoticeRule]) -> list[NoticeRule]:
    """All rules that apply, the one that wins first: tag, section, language, site; the higher priority; the tag that
    stands first; the rule that began later. Pure."""
    return sorted((rule for rule in rules if applies(rule, facts)), key=lambda rule: _precedence(rule, facts))


def resolve_notice(facts: NoticeFacts, rules: Sequence[NoticeRule], versions: Mapping[int, NoticeVersion]) -> Verdict:
    """Which notice stands under a clip, from the rules in effect and, by notice, the running versions. Pure.

    A notice without a running text counts for nothing: the next rule decides. A clip can do without a notice only
    where the version that would stand there is optional.
    """
    own = versions.get(facts.notice or 0)
    if facts.choice == "own" and own is not None:
        return Verdict(own)
    for rule in find_rules(facts, rules):
        version = versions.get(rule.notice_id)
        if version is not None:
            left_out = facts.choice == "none" and version.optional
            return Verdict(left_out=version) if left_out else Verdict(version, rule)
    return NOTHING


def applies(rule: NoticeRule, facts: NoticeFacts) -> bool:
    return {
        "tag": rule.tag_then in facts.tags,
        "section": rule.section_id == facts.section,
        "language": rule.language == facts.language,
    }.get(rule.scope, True)


def _precedence(rule: NoticeRule, facts: NoticeFacts) -> tuple[Any, ...]:
    place = facts.tags.index(rule.tag_then) if rule.tag_then is not None else 0
    return RANKS[rule.scope], -rule.priority, place, -rule.starts_at.timestamp(), -rule.pk


@dataclass(frozen=True)
class NoticeBoard:
    """The rules in effect and the running versions of one moment: two queries, for one clip or for a million."""

    rules: Sequence[NoticeRule]
    versions: Mapping[int, NoticeVersion]

    @classmethod
    def load(cls, at: datetime, chosen: Iterable[int | None] = ()) -> Self:
        """With the texts of all notices that rules name, and of those that were chosen."""
        rules = list(NoticeRule.objects.at(at))
        wanted = {rule.notice_id for rule in rules} | {number for number in chosen if number is not None}
        versions = NoticeVersion.objects.running(at).filter(notice__in=wanted) if wanted else ()
        return cls(rules, {version.notice_id: version for version in versions})

    @classmethod
    def load_all(cls, at: datetime) -> Self:
        """With the texts of all notices, whoever may choose them."""
        versions = NoticeVersion.objects.running(at)
        return cls(list(NoticeRule.objects.at(at)), {version.notice_id: version for version in versions})

    def about(self, clips: Iterable[Any]) -> "NoticeBoard":
        """As `for_clips` would have loaded it."""
        wanted = {rule.notice_id for rule in self.rules} | {clip.notice_id for clip in clips}
        return NoticeBoard(self.rules, {number: row for number, row in self.versions.items() if number in wanted})

    @property
    def keys(self) -> list[str]:
        """What it was read from; what has no text now may have one later."""
        numbers = {rule.notice_id for rule in self.rules} | self.versions.keys()
        return [NOTICE_RULES, *map(notice_key, sorted(numbers))]

    @classmethod
    def for_clips(cls, clips: Iterable[Any], at: datetime) -> Self:
        return cls.load(at, {clip.notice_id for clip in clips})

    def resolve(self, facts: NoticeFacts) -> Verdict:
        return resolve_notice(facts, self.rules, self.versions)

    def under(self, clip: Any) -> NoticeVersion | None:
        """The text that stands under the clip."""
        return self.resolve(read_facts(clip)).version
