"""Keys: the names under which the journal and a stored page speak of the same thing."""

from collections.abc import Iterable
from typing import Any, Final


def clip_key(clip_id: int) -> str:
    return f"clip:{clip_id}"


def tag_key(tag_id: int) -> str:
    return f"tag:{tag_id}"


def tag_list_key(tag_id: int) -> str:
    return f"tag-list:{tag_id}"


def section_key(section_id: int) -> str:
    return f"section:{section_id}"


def section_list_key(section_id: int) -> str:
    return f"section-list:{section_id}"


def section_past_key(section_id: int) -> str:
    """A clip of the section before its newest came, went or reads otherwise: neighbours and suggestions, no list."""
    return f"section-past:{section_id}"


def notice_key(notice_id: int) -> str:
    return f"notice:{notice_id}"


# What the whole site shows around every page; and, for what lists too much to name it, any change that readers see.
SITE: Final = "site"
PUBLIC: Final = "public"
# What says "today", or the hour instead of the date: midnight touches it.
DAY: Final = "day"
# The newest clips of all.
LATEST: Final = "latest"
# Which notice stands where.
NOTICE_RULES: Final = "notice-rules"
# Which tags stand beside which: every moderation touches it.
TAGS: Final = "tags"
# The list of all corrections.
CORRECTIONS: Final = "corrections"


def page_key(page_id: int) -> str:
    return f"page:{page_id}"


def dossier_key(dossier_id: int) -> str:
    return f"dossier:{dossier_id}"


def count_keys(tag_ids: Iterable[int]) -> list[str]:
    """What a draft touches that comes to these tags or leaves them: pages put tags in the order of their clips."""
    lists = [tag_list_key(tag_id) for tag_id in tag_ids]
    return [*lists, PUBLIC] if lists else []


def clip_keys(clip: Any, tag_ids: Iterable[int] | None = None) -> list[str]:
    """The clip itself and every list it stands in; reads its dossiers, and its tags unless their ids are given.

    A dossier is also what the pages of its other clips show of this one.
    """
    if tag_ids is None:
        tag_ids = [row.tag_id for row in clip.clip_tags.all()]
    lists = [section_list_key(clip.section_id), *(tag_list_key(tag_id) for tag_id in tag_ids)]
    lists += [dossier_key(row.dossier_id) for row in clip.dossier_clips.all()]
    return [clip_key(clip.pk), *lists, LATEST, PUBLIC]
