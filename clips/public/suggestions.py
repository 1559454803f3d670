"""Suggestions on the page of a clip: what fills its lines "more on this topic" up to the number of the site."""

from collections.abc import Collection, Sequence
from datetime import datetime

from clips.cache.rendering import note
from clips.models import Clip, Tag
from clips.models.keys import clip_key
from clips.search.candidates import Topic
from clips.search.suggestions import suggest


def load_suggestions(
    clip: Clip, tags: Sequence[Tag], at: datetime, limit: int, *, without: Collection[int | None]
) -> list[Clip]:
    """Public clips but for those of these numbers: two queries, none for a limit of 0 or less.

    The clip may be a working copy, or one that no table has yet.
    """
    topic = Topic(
        tags,
        section=clip.section_id,
        language=clip.language,
        headline=clip.headline,
        lede=clip.lede,
        number=clip.desk_number,
        publish_at=clip.publish_at,
        without=without,
    )
    found = [suggestion.clip for suggestion in suggest(topic, at, limit)]
    note([*topic.keys, *(clip_key(one.pk) for one in found)] if limit > 0 else [])
    return found
