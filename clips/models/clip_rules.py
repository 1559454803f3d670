"""What the database knows of clips: the indexes that lists walk, and the rules that no operation can break."""

from typing import Final

from django.db import models
from django.db.models import F, Q

INDEXES: Final = [
    models.Index(F("publish_at").desc(), F("id").desc(), condition=Q(status="published"), name="clip_public_list"),
    models.Index(
        "section",
        F("publish_at").desc(),
        F("id").desc(),
        condition=Q(status="published"),
        name="clip_section_list",
    ),
    # What decides about the notice of a clip. It begins with what no list asks for, or SQLite would take it for theirs,
    # and has the status as well, which SQLite would look up for each clip.
    models.Index(
        fields=["notice", "notice_choice", "section", "language", "status", "expire_at"],
        condition=Q(status="published"),
        name="clip_by_notice",
    ),
    models.Index(fields=["expire_at"], condition=Q(status="published", expire_at__isnull=False), name="clip_expiry"),
    models.Index(fields=["headline_key"], name="clip_headline_key"),
    models.Index(F("saved_at").desc(), F("id").desc(), name="clip_desk_list"),
    # One for each status but "published": with one over all of them SQLite, which knows no frequencies
    # before ANALYZE, would take it for the public lists and sort a hundred thousand rows.
    *(
        models.Index(F("saved_at").desc(), F("id").desc(), condition=Q(status=status), name=f"clip_desk_{status}")
        for status in ("draft", "in_review", "withdrawn")
    ),
    models.Index(F("saved_at").desc(), F("id").desc(), condition=Q(notice_choice="none"), name="clip_desk_no_notice"),
    models.Index("created_by", "status", F("saved_at").desc(), name="clip_desk_by_author"),
    models.Index("created_by", F("saved_at").desc(), F("id").desc(), name="clip_desk_by_author_saved"),
    models.Index(
        "created_by",
        F("publish_at").desc(),
        F("id").desc(),
        condition=Q(status="published"),
        name="clip_author_list",
    ),
    models.Index("section", F("saved_at").desc(), name="clip_desk_by_section"),
    models.Index(
        F("saved_at").desc(),
        F("id").desc(),
        condition=Q(working_copy_of__isnull=False),
        name="clip_desk_changed",
    ),
]

CONSTRAINTS: Final = [
    models.CheckConstraint(condition=~Q(headline=""), name="clip_has_headline"),
    models.CheckConstraint(condition=~Q(slug=""), name="clip_has_slug"),
    models.CheckConstraint(condition=Q(language__in=["de", "en"]), name="clip_language_known"),
    models.CheckConstraint(
        condition=Q(status__in=["draft", "in_review", "published", "withdrawn"]), name="clip_status_known"
    ),
    models.CheckConstraint(
        condition=~Q(status="published") | Q(publish_at__isnull=False, first_published_at__isnull=False),
        name="clip_published_has_dates",
    ),
    models.CheckConstraint(
        condition=~Q(status="published") | Q(embargoed_until__isnull=True) | Q(publish_at__gte=F("embargoed_until")),
        name="clip_published_after_embargo",
    ),
    models.CheckConstraint(
        condition=Q(expire_at__isnull=True) | Q(publish_at__isnull=True) | Q(expire_at__gt=F("publish_at")),
        name="clip_expires_after_publishing",
    ),
    models.CheckConstraint(
        condition=Q(notice_choice="own", notice__isnull=False)
        | Q(notice_choice__in=["site", "none"], notice__isnull=True),
        name="clip_notice_fits_choice",
    ),
    models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="clip_origin_unique"),
    models.CheckConstraint(
        condition=Q(erased_at__isnull=True) | Q(status__in=["draft", "withdrawn"]),
        name="clip_erased_is_not_public",
    ),
    models.UniqueConstraint(
        fields=["working_copy_of"], condition=Q(working_copy_of__isnull=False), name="clip_one_working_copy"
    ),
    models.CheckConstraint(
        condition=Q(working_copy_of__isnull=True, original_version__isnull=True)
        | (
            Q(
                working_copy_of__isnull=False,
                original_version__isnull=False,
                status__in=["draft", "in_review"],
                first_published_at__isnull=True,
                origin="",
            )
            & ~Q(working_copy_of=F("id"))
        ),
        name="clip_working_copy_is_a_draft",
    ),
]
