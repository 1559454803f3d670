"""What loaders note of the rows that they fetched, each in the one way in which a change of it is told."""

from collections.abc import Iterable

from clips.cache.rendering import note
from clips.models import Clip, NoticeBoard
from clips.models.keys import DAY, clip_key, notice_key, tag_key


def note_list(keys: Iterable[str], found: Iterable[Clip]) -> None:
    """The list by its own name, each of its clips, because a picture that changes touches no list, and the date."""
    note([DAY, *keys, *(clip_key(clip.pk) for clip in found)])


def note_clip(clip: Clip) -> None:
    """A whole clip: itself, its tags and the targets of its lines, shown or hidden, and the notice that it chose."""
    note([clip_key(clip.pk), *(tag_key(row.tag_id) for row in clip.clip_tags.all())])
    note(clip_key(row.target_id) for row in clip.relations.all() if row.target_id)
    note([notice_key(clip.notice_id)] if clip.notice_id else [])


def note_board(board: NoticeBoard) -> NoticeBoard:
    note(board.keys)
    return board
