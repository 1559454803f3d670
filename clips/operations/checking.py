"""What a clip must have in the status it is about to get, said field by field."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clips.models import Clip
from clips.operations.errors import EmbargoNotOver, Incomplete
from clips.operations.relations import key_of
from clips.text.markup import plain_text

# Set by ourselves, or looked after by the database.
UNCHECKED = (
    "section",
    "picture",
    "notice",
    "created_by",
    "headline_key",
    "slug",
    "created_at",
    "saved_at",
    "working_copy_of",
)


def check_clip(clip: Clip) -> None:
    """Raises Incomplete with a sentence for each field that is missing or wrong in the clip's status."""
    problems = _malformed(clip)
    if not key_of(clip.headline):
        problems["headline"] = _("A headline is needed, with at least one letter or digit.")
    if not clip.section_id:
        problems["section"] = _("Please choose a section.")
    if clip.publish_at and clip.expire_at and clip.expire_at <= clip.publish_at:
        problems["expire_at"] = _("It would expire before it is published.")
    if clip.status in (Clip.Status.IN_REVIEW, Clip.Status.PUBLISHED):
        problems |= _unready(clip)
    if problems:
        raise Incomplete(problems)
    if clip.status == Clip.Status.PUBLISHED and clip.publish_at and clip.embargoed_until:
        _check_embargo(clip.publish_at, clip.embargoed_until)


def _malformed(clip: Clip) -> dict[str, Any]:
    """What does not fit its column: too long, or no choice of ours. Asks the database nothing."""
    try:
        clip.clean_fields(exclude=UNCHECKED)
    except ValidationError as error:
        return {name: " ".join(sentences) for name, sentences in error.message_dict.items()}
    return {}


def _check_embargo(publish_at: datetime, until: datetime) -> None:
    if publish_at < until:
        raise EmbargoNotOver(until)


def _unready(clip: Clip) -> dict[str, Any]:
    missing: dict[str, tuple[Any, Any]] = {
        "lede": (clip.lede, _("A lede is needed before others see the clip.")),
        "body": (plain_text(clip.body).strip(), _("The text is still empty.")),
    }
    if clip.picture is not None:
        words = clip.picture.alt_text and clip.picture.credit
        missing["picture"] = (words, _("The picture needs its alternative text and its credit first."))
    if clip.status == Clip.Status.PUBLISHED:
        missing["publish_at"] = (clip.publish_at, _("A published clip needs its time."))
    return {name: sentence for name, (value, sentence) in missing.items() if not value}
